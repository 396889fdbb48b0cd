if a:
    b

    # a comment
  # and another
    if c:
    	d
    e
f = (g,
  h,  # inside

      i)
j = k + \
    l

while m: n; o;
def p():
  if q:
       r
  s