# Clocks, sleeping and calendar time.
import time
def attempt(text):
    try:
        return eval(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

t = time.gmtime(86400 * 365.25 * 30 + 12345)
print(t)  # expect: time.struct_time(tm_year=2000, tm_mon=1, tm_mday=1, tm_hour=15, tm_min=25, tm_sec=45, tm_wday=5, tm_yday=1, tm_isdst=0)
print(t.tm_year)  # expect: 2000
print(t[0])  # expect: 2000
print(len(t))  # expect: 9
print(t.tm_zone)  # expect: GMT
print(t.tm_gmtoff)  # expect: 0
print(time.strftime('%a %A %b %B', t))  # expect: Sat Saturday Jan January
print(time.strftime('%d %H %I %j %m %M %p %S', t))  # expect: 01 15 03 001 01 25 PM 45
print(time.strftime('%U %w %W %x %X %y %Y', t))  # expect: 00 6 00 01/01/00 15:25:45 00 2000
print(time.strftime('%e %D %F %T %R %h %C %G %u %V %g %% %q', t))  # expect:  1 01/01/00 2000-01-01 15:25:45 15:25 Jan 20 1999 6 52 99 % %q
print(time.asctime(t))  # expect: Sat Jan  1 15:25:45 2000
print(time.struct_time((2024, 2, 30, 1, 2, 3, 4, 5, 6)))  # expect: time.struct_time(tm_year=2024, tm_mon=2, tm_mday=30, tm_hour=1, tm_min=2, tm_sec=3, tm_wday=4, tm_yday=5, tm_isdst=6)
print(attempt('time.sleep(-1)'))  # expect: ValueError: sleep length must be non-negative
print(attempt("time.sleep('a')"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(attempt("time.sleep(float('nan'))"))  # expect: ValueError: Invalid value NaN (not a number)
print(attempt('time.strftime(1)'))  # expect: TypeError: strftime() argument 1 must be str, not int
print(attempt("time.strftime('%Y',(1,))"))  # expect: TypeError: strftime(): illegal time tuple argument
print(attempt("time.strftime('%Y',(2000,13,1,0,0,0,0,0,0))"))  # expect: ValueError: month out of range
print(attempt("time.strftime('%Y',5)"))  # expect: TypeError: Tuple or struct_time argument required
print(attempt("time.localtime('x')"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(attempt('time.mktime((1,2,3))'))  # expect: TypeError: mktime(): illegal time tuple argument
print(attempt('time.gmtime(1e30)'))  # expect: OverflowError: timestamp out of range for platform time_t
print(attempt('time.struct_time((1,))'))  # expect: TypeError: time.struct_time() takes an at least 9-sequence (1-sequence given)
print(attempt('time.asctime((2000,1,1,25,0,0,0,1,0))'))  # expect: ValueError: hour out of range
started = time.perf_counter()
time.sleep(0.02)
print(0.02 <= time.perf_counter() - started < 10)  # expect: True
print(time.monotonic_ns() > 0)  # expect: True
print(time.process_time() > 0)  # expect: True
print(time.thread_time_ns() > 0)  # expect: True
print(isinstance(time.time_ns(), int))  # expect: True
time.sleep(0)
print(time.mktime(time.localtime(1000000)) == 1000000.0)  # expect: True
print([time.strftime('%G-%V %U %W %u', time.gmtime(86400 * days)) for days in (0, 1000, 12783, 18992)])  # expect: ['1970-01 00 00 4', '1972-39 39 39 3', '2004-53 52 52 5', '2021-52 52 52 5']
