"""The commands, by what they are about. Each asks one question of the rooms below and prints it."""
