### Words of Haneul City. They are added to those of Maru; the same name replaces one.

# The city's greeting on the first page.
city-welcome = Welcome to Haneul City.
