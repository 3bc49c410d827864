"""The web interface: server-rendered pages over one archive, each with its JSON at `.json`.

    settings.py     what `sparhund serve` was told; which addresses it may listen on
    app.py          the application: routes, errors, what is shared
    shell.py        around every answer: Host allow-list, security headers, tidy addresses, language
    door.py         who is asking, and what they may do: the one place where rights are checked
    sessions.py     passwords, signed cookies, the throttle
    shelf.py        open archives, lent to one request at a time; answers kept meanwhile
    asked.py        what an address asks, and the address of what is asked
    pages.py        templates, JSON and CSV out; language.py and words.toml: Swedish and English
    receiving.py    files that a form brings, streamed and bounded; uploads.py: their intake
    nested.py       rows with levels as lists within lists
    …_pages.py      the pages by subject; describe.py: their JSON, described for OpenAPI
    page_image.py   a page of an original as PNG, with the box of an item to lay over it

Nothing here works out an answer: the questions are those of `search`, and the JSON is the command
line's. Pages work without JavaScript; what a script adds (keys, copying, progress of an upload)
stands in `static/`.
"""
