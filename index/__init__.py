"""From Reports to what can be asked: archive, catalogue, Swedish analysis, engines, threads."""
