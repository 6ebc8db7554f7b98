### Words of Haneul City. They are added to those of Maru; the same name replaces one.

# The city's greeting on the first page.
city-welcome = 하늘시에 오신 것을 환영해요.
