# mode: single
a + 1
