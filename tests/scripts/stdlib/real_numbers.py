# Functions of real numbers.
import math
def attempt(text):
    try:
        return eval(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

INF = float('inf')
NAN = float('nan')
print(attempt('math.acos(0.0)'))  # expect: 1.5707963267948966
print(attempt('math.acos(0.5)'))  # expect: 1.0471975511965979
print(attempt('math.acos(-3.7)'))  # expect: ValueError: expected a number in range from -1 up to 1, got -3.7
print(attempt('math.acos(170.5)'))  # expect: ValueError: expected a number in range from -1 up to 1, got 170.5
print(attempt('math.acos(1e300)'))  # expect: ValueError: expected a number in range from -1 up to 1, got 1e+300
print(attempt('math.acos(INF)'))  # expect: ValueError: expected a number in range from -1 up to 1, got inf
print(attempt('math.acos(NAN)'))  # expect: nan
print(attempt('math.acos(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.acosh(0.0)'))  # expect: ValueError: expected argument value not less than 1, got 0.0
print(attempt('math.acosh(0.5)'))  # expect: ValueError: expected argument value not less than 1, got 0.5
print(attempt('math.acosh(-3.7)'))  # expect: ValueError: expected argument value not less than 1, got -3.7
print(attempt('math.acosh(170.5)'))  # expect: 5.831873877315336
print(attempt('math.acosh(1e300)'))  # expect: 691.4686750787736
print(attempt('math.acosh(INF)'))  # expect: inf
print(attempt('math.acosh(NAN)'))  # expect: nan
print(attempt('math.acosh(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.asin(0.0)'))  # expect: 0.0
print(attempt('math.asin(0.5)'))  # expect: 0.5235987755982989
print(attempt('math.asin(-3.7)'))  # expect: ValueError: expected a number in range from -1 up to 1, got -3.7
print(attempt('math.asin(170.5)'))  # expect: ValueError: expected a number in range from -1 up to 1, got 170.5
print(attempt('math.asin(1e300)'))  # expect: ValueError: expected a number in range from -1 up to 1, got 1e+300
print(attempt('math.asin(INF)'))  # expect: ValueError: expected a number in range from -1 up to 1, got inf
print(attempt('math.asin(NAN)'))  # expect: nan
print(attempt('math.asin(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.asinh(0.0)'))  # expect: 0.0
print(attempt('math.asinh(0.5)'))  # expect: 0.48121182505960347
print(attempt('math.asinh(-3.7)'))  # expect: -2.0192606561549606
print(attempt('math.asinh(170.5)'))  # expect: 5.831891077029825
print(attempt('math.asinh(1e300)'))  # expect: 691.4686750787736
print(attempt('math.asinh(INF)'))  # expect: inf
print(attempt('math.asinh(NAN)'))  # expect: nan
print(attempt('math.asinh(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.atan(0.0)'))  # expect: 0.0
print(attempt('math.atan(0.5)'))  # expect: 0.4636476090008061
print(attempt('math.atan(-3.7)'))  # expect: -1.3068326031691921
print(attempt('math.atan(170.5)'))  # expect: 1.564931291406273
print(attempt('math.atan(1e300)'))  # expect: 1.5707963267948966
print(attempt('math.atan(INF)'))  # expect: 1.5707963267948966
print(attempt('math.atan(NAN)'))  # expect: nan
print(attempt('math.atan(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.atanh(0.0)'))  # expect: 0.0
print(attempt('math.atanh(0.5)'))  # expect: 0.5493061443340548
print(attempt('math.atanh(-3.7)'))  # expect: ValueError: expected a number between -1 and 1, got -3.7
print(attempt('math.atanh(170.5)'))  # expect: ValueError: expected a number between -1 and 1, got 170.5
print(attempt('math.atanh(1e300)'))  # expect: ValueError: expected a number between -1 and 1, got 1e+300
print(attempt('math.atanh(INF)'))  # expect: ValueError: expected a number between -1 and 1, got inf
print(attempt('math.atanh(NAN)'))  # expect: nan
print(attempt('math.atanh(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.ceil(0.0)'))  # expect: 0
print(attempt('math.ceil(0.5)'))  # expect: 1
print(attempt('math.ceil(-3.7)'))  # expect: -3
print(attempt('math.ceil(170.5)'))  # expect: 171
print(attempt('math.ceil(1e300)'))  # expect: 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
print(attempt('math.ceil(INF)'))  # expect: OverflowError: cannot convert float infinity to integer
print(attempt('math.ceil(NAN)'))  # expect: ValueError: cannot convert float NaN to integer
print(attempt('math.ceil(10**400)'))  # expect: 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
print(attempt('math.cos(0.0)'))  # expect: 1.0
print(attempt('math.cos(0.5)'))  # expect: 0.8775825618903728
print(attempt('math.cos(-3.7)'))  # expect: -0.848100031710408
print(attempt('math.cos(170.5)'))  # expect: 0.6569752356961871
print(attempt('math.cos(1e300)'))  # expect: -0.5753861119575491
print(attempt('math.cos(INF)'))  # expect: ValueError: expected a finite input, got inf
print(attempt('math.cos(NAN)'))  # expect: nan
print(attempt('math.cos(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.cosh(0.0)'))  # expect: 1.0
print(attempt('math.cosh(0.5)'))  # expect: 1.1276259652063807
print(attempt('math.cosh(-3.7)'))  # expect: 20.23601394326887
print(attempt('math.cosh(1e300)'))  # expect: OverflowError: math range error
print(attempt('math.cosh(INF)'))  # expect: inf
print(attempt('math.cosh(NAN)'))  # expect: nan
print(attempt('math.cosh(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.degrees(0.0)'))  # expect: 0.0
print(attempt('math.degrees(0.5)'))  # expect: 28.64788975654116
print(attempt('math.degrees(-3.7)'))  # expect: -211.99438419840462
print(attempt('math.degrees(170.5)'))  # expect: 9768.930406980537
print(attempt('math.degrees(1e300)'))  # expect: 5.729577951308233e+301
print(attempt('math.degrees(INF)'))  # expect: inf
print(attempt('math.degrees(NAN)'))  # expect: nan
print(attempt('math.degrees(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.erf(0.0)'))  # expect: 0.0
print(attempt('math.erf(0.5)'))  # expect: 0.5204998778130465
print(attempt('math.erf(-3.7)'))  # expect: -0.9999998328489421
print(attempt('math.erf(170.5)'))  # expect: 1.0
print(attempt('math.erf(1e300)'))  # expect: 1.0
print(attempt('math.erf(INF)'))  # expect: 1.0
print(attempt('math.erf(NAN)'))  # expect: nan
print(attempt('math.erf(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.erfc(0.0)'))  # expect: 1.0
print(attempt('math.erfc(-3.7)'))  # expect: 1.9999998328489421
print(attempt('math.erfc(170.5)'))  # expect: 0.0
print(attempt('math.erfc(1e300)'))  # expect: 0.0
print(attempt('math.erfc(INF)'))  # expect: 0.0
print(attempt('math.erfc(NAN)'))  # expect: nan
print(attempt('math.erfc(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.exp(0.0)'))  # expect: 1.0
print(attempt('math.exp(0.5)'))  # expect: 1.6487212707001282
print(attempt('math.exp(-3.7)'))  # expect: 0.024723526470339388
print(attempt('math.exp(170.5)'))  # expect: 1.1148313283435107e+74
print(attempt('math.exp(1e300)'))  # expect: OverflowError: math range error
print(attempt('math.exp(INF)'))  # expect: inf
print(attempt('math.exp(NAN)'))  # expect: nan
print(attempt('math.exp(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.exp2(0.0)'))  # expect: 1.0
print(attempt('math.exp2(0.5)'))  # expect: 1.4142135623730951
print(attempt('math.exp2(-3.7)'))  # expect: 0.07694652583405726
print(attempt('math.exp2(170.5)'))  # expect: 2.1164804474305e+51
print(attempt('math.exp2(1e300)'))  # expect: OverflowError: math range error
print(attempt('math.exp2(INF)'))  # expect: inf
print(attempt('math.exp2(NAN)'))  # expect: nan
print(attempt('math.exp2(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.expm1(0.0)'))  # expect: 0.0
print(attempt('math.expm1(0.5)'))  # expect: 0.6487212707001282
print(attempt('math.expm1(-3.7)'))  # expect: -0.9752764735296606
print(attempt('math.expm1(170.5)'))  # expect: 1.1148313283435107e+74
print(attempt('math.expm1(1e300)'))  # expect: OverflowError: math range error
print(attempt('math.expm1(INF)'))  # expect: inf
print(attempt('math.expm1(NAN)'))  # expect: nan
print(attempt('math.expm1(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.fabs(0.0)'))  # expect: 0.0
print(attempt('math.fabs(0.5)'))  # expect: 0.5
print(attempt('math.fabs(-3.7)'))  # expect: 3.7
print(attempt('math.fabs(170.5)'))  # expect: 170.5
print(attempt('math.fabs(1e300)'))  # expect: 1e+300
print(attempt('math.fabs(INF)'))  # expect: inf
print(attempt('math.fabs(NAN)'))  # expect: nan
print(attempt('math.fabs(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.floor(0.0)'))  # expect: 0
print(attempt('math.floor(0.5)'))  # expect: 0
print(attempt('math.floor(-3.7)'))  # expect: -4
print(attempt('math.floor(170.5)'))  # expect: 170
print(attempt('math.floor(1e300)'))  # expect: 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
print(attempt('math.floor(INF)'))  # expect: OverflowError: cannot convert float infinity to integer
print(attempt('math.floor(NAN)'))  # expect: ValueError: cannot convert float NaN to integer
print(attempt('math.floor(10**400)'))  # expect: 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
print(attempt('math.frexp(0.0)'))  # expect: (0.0, 0)
print(attempt('math.frexp(0.5)'))  # expect: (0.5, 0)
print(attempt('math.frexp(-3.7)'))  # expect: (-0.925, 2)
print(attempt('math.frexp(170.5)'))  # expect: (0.666015625, 8)
print(attempt('math.frexp(1e300)'))  # expect: (0.7466108948025751, 997)
print(attempt('math.frexp(INF)'))  # expect: (inf, 0)
print(attempt('math.frexp(NAN)'))  # expect: (nan, 0)
print(attempt('math.frexp(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.gamma(0.0)'))  # expect: ValueError: expected a noninteger or positive integer, got 0.0
print(attempt('math.gamma(0.5)'))  # expect: 1.7724538509055159
print(attempt('math.gamma(-3.7)'))  # expect: 0.25164399590242265
print(attempt('math.gamma(170.5)'))  # expect: 5.56209241456e+305
print(attempt('math.gamma(1e300)'))  # expect: OverflowError: math range error
print(attempt('math.gamma(INF)'))  # expect: inf
print(attempt('math.gamma(NAN)'))  # expect: nan
print(attempt('math.gamma(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.isfinite(0.0)'))  # expect: True
print(attempt('math.isfinite(0.5)'))  # expect: True
print(attempt('math.isfinite(-3.7)'))  # expect: True
print(attempt('math.isfinite(170.5)'))  # expect: True
print(attempt('math.isfinite(1e300)'))  # expect: True
print(attempt('math.isfinite(INF)'))  # expect: False
print(attempt('math.isfinite(NAN)'))  # expect: False
print(attempt('math.isfinite(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.isinf(0.0)'))  # expect: False
print(attempt('math.isinf(0.5)'))  # expect: False
print(attempt('math.isinf(-3.7)'))  # expect: False
print(attempt('math.isinf(170.5)'))  # expect: False
print(attempt('math.isinf(1e300)'))  # expect: False
print(attempt('math.isinf(INF)'))  # expect: True
print(attempt('math.isinf(NAN)'))  # expect: False
print(attempt('math.isinf(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.isnan(0.0)'))  # expect: False
print(attempt('math.isnan(0.5)'))  # expect: False
print(attempt('math.isnan(-3.7)'))  # expect: False
print(attempt('math.isnan(170.5)'))  # expect: False
print(attempt('math.isnan(1e300)'))  # expect: False
print(attempt('math.isnan(INF)'))  # expect: False
print(attempt('math.isnan(NAN)'))  # expect: True
print(attempt('math.isnan(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.lgamma(0.0)'))  # expect: ValueError: expected a noninteger or positive integer, got 0.0
print(attempt('math.lgamma(0.5)'))  # expect: 0.5723649429247004
print(attempt('math.lgamma(-3.7)'))  # expect: -1.3797399049658248
print(attempt('math.lgamma(170.5)'))  # expect: 704.0044277342047
print(attempt('math.lgamma(1e300)'))  # expect: 6.897755278982137e+302
print(attempt('math.lgamma(INF)'))  # expect: inf
print(attempt('math.lgamma(NAN)'))  # expect: nan
print(attempt('math.lgamma(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.log(0.0)'))  # expect: ValueError: expected a positive input, got 0.0
print(attempt('math.log(0.5)'))  # expect: -0.6931471805599453
print(attempt('math.log(-3.7)'))  # expect: ValueError: expected a positive input, got -3.7
print(attempt('math.log(170.5)'))  # expect: 5.1387352967235715
print(attempt('math.log(1e300)'))  # expect: 690.7755278982137
print(attempt('math.log(INF)'))  # expect: inf
print(attempt('math.log(NAN)'))  # expect: nan
print(attempt('math.log(10**400)'))  # expect: 921.0340371976182
print(attempt('math.log10(0.0)'))  # expect: ValueError: expected a positive input, got 0.0
print(attempt('math.log10(0.5)'))  # expect: -0.3010299956639812
print(attempt('math.log10(-3.7)'))  # expect: ValueError: expected a positive input, got -3.7
print(attempt('math.log10(170.5)'))  # expect: 2.2317243833285163
print(attempt('math.log10(1e300)'))  # expect: 300.0
print(attempt('math.log10(INF)'))  # expect: inf
print(attempt('math.log10(NAN)'))  # expect: nan
print(attempt('math.log10(10**400)'))  # expect: 400.0
print(attempt('math.log1p(0.0)'))  # expect: 0.0
print(attempt('math.log1p(0.5)'))  # expect: 0.4054651081081644
print(attempt('math.log1p(-3.7)'))  # expect: ValueError: expected argument value > -1, got -3.7
print(attempt('math.log1p(170.5)'))  # expect: 5.144583266605995
print(attempt('math.log1p(1e300)'))  # expect: 690.7755278982137
print(attempt('math.log1p(INF)'))  # expect: inf
print(attempt('math.log1p(NAN)'))  # expect: nan
print(attempt('math.log1p(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.log2(0.0)'))  # expect: ValueError: expected a positive input, got 0.0
print(attempt('math.log2(0.5)'))  # expect: -1.0
print(attempt('math.log2(-3.7)'))  # expect: ValueError: expected a positive input, got -3.7
print(attempt('math.log2(170.5)'))  # expect: 7.413627929024172
print(attempt('math.log2(1e300)'))  # expect: 996.5784284662087
print(attempt('math.log2(INF)'))  # expect: inf
print(attempt('math.log2(NAN)'))  # expect: nan
print(attempt('math.log2(10**400)'))  # expect: 1328.771237954945
print(attempt('math.modf(0.0)'))  # expect: (0.0, 0.0)
print(attempt('math.modf(0.5)'))  # expect: (0.5, 0.0)
print(attempt('math.modf(-3.7)'))  # expect: (-0.7000000000000002, -3.0)
print(attempt('math.modf(170.5)'))  # expect: (0.5, 170.0)
print(attempt('math.modf(1e300)'))  # expect: (0.0, 1e+300)
print(attempt('math.modf(INF)'))  # expect: (0.0, inf)
print(attempt('math.modf(NAN)'))  # expect: (nan, nan)
print(attempt('math.modf(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.radians(0.0)'))  # expect: 0.0
print(attempt('math.radians(0.5)'))  # expect: 0.008726646259971648
print(attempt('math.radians(-3.7)'))  # expect: -0.0645771823237902
print(attempt('math.radians(170.5)'))  # expect: 2.975786374650332
print(attempt('math.radians(1e300)'))  # expect: 1.7453292519943297e+298
print(attempt('math.radians(INF)'))  # expect: inf
print(attempt('math.radians(NAN)'))  # expect: nan
print(attempt('math.radians(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.sin(0.0)'))  # expect: 0.0
print(attempt('math.sin(0.5)'))  # expect: 0.479425538604203
print(attempt('math.sin(-3.7)'))  # expect: 0.5298361409084934
print(attempt('math.sin(170.5)'))  # expect: 0.7539121564757657
print(attempt('math.sin(1e300)'))  # expect: -0.8178819121159085
print(attempt('math.sin(INF)'))  # expect: ValueError: expected a finite input, got inf
print(attempt('math.sin(NAN)'))  # expect: nan
print(attempt('math.sin(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.sinh(0.0)'))  # expect: 0.0
print(attempt('math.sinh(0.5)'))  # expect: 0.5210953054937474
print(attempt('math.sinh(-3.7)'))  # expect: -20.21129041679853
print(attempt('math.sinh(170.5)'))  # expect: 5.574156641717553e+73
print(attempt('math.sinh(1e300)'))  # expect: OverflowError: math range error
print(attempt('math.sinh(INF)'))  # expect: inf
print(attempt('math.sinh(NAN)'))  # expect: nan
print(attempt('math.sinh(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.sqrt(0.0)'))  # expect: 0.0
print(attempt('math.sqrt(0.5)'))  # expect: 0.7071067811865476
print(attempt('math.sqrt(-3.7)'))  # expect: ValueError: expected a nonnegative input, got -3.7
print(attempt('math.sqrt(170.5)'))  # expect: 13.057564857200596
print(attempt('math.sqrt(1e300)'))  # expect: 1e+150
print(attempt('math.sqrt(INF)'))  # expect: inf
print(attempt('math.sqrt(NAN)'))  # expect: nan
print(attempt('math.sqrt(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.tan(0.0)'))  # expect: 0.0
print(attempt('math.tan(0.5)'))  # expect: 0.5463024898437905
print(attempt('math.tan(-3.7)'))  # expect: -0.6247330752245639
print(attempt('math.tan(170.5)'))  # expect: 1.1475503421020976
print(attempt('math.tan(1e300)'))  # expect: 1.4214488238747245
print(attempt('math.tan(INF)'))  # expect: ValueError: expected a finite input, got inf
print(attempt('math.tan(NAN)'))  # expect: nan
print(attempt('math.tan(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.tanh(0.0)'))  # expect: 0.0
print(attempt('math.tanh(0.5)'))  # expect: 0.46211715726000974
print(attempt('math.tanh(-3.7)'))  # expect: -0.9987782412811312
print(attempt('math.tanh(170.5)'))  # expect: 1.0
print(attempt('math.tanh(1e300)'))  # expect: 1.0
print(attempt('math.tanh(INF)'))  # expect: 1.0
print(attempt('math.tanh(NAN)'))  # expect: nan
print(attempt('math.tanh(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.trunc(0.0)'))  # expect: 0
print(attempt('math.trunc(0.5)'))  # expect: 0
print(attempt('math.trunc(-3.7)'))  # expect: -3
print(attempt('math.trunc(170.5)'))  # expect: 170
print(attempt('math.trunc(1e300)'))  # expect: 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
print(attempt('math.trunc(INF)'))  # expect: OverflowError: cannot convert float infinity to integer
print(attempt('math.trunc(NAN)'))  # expect: ValueError: cannot convert float NaN to integer
print(attempt('math.trunc(10**400)'))  # expect: 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
print(attempt('math.ulp(0.0)'))  # expect: 5e-324
print(attempt('math.ulp(0.5)'))  # expect: 1.1102230246251565e-16
print(attempt('math.ulp(-3.7)'))  # expect: 4.440892098500626e-16
print(attempt('math.ulp(170.5)'))  # expect: 2.842170943040401e-14
print(attempt('math.ulp(1e300)'))  # expect: 1.487016908477783e+284
print(attempt('math.ulp(INF)'))  # expect: inf
print(attempt('math.ulp(NAN)'))  # expect: nan
print(attempt('math.ulp(10**400)'))  # expect: OverflowError: int too large to convert to float
print(attempt('math.gcd()'))  # expect: 0
print(attempt('math.gcd(12,-18,27)'))  # expect: 3
print(attempt('math.lcm()'))  # expect: 1
print(attempt('math.lcm(4,6,-10)'))  # expect: 60
print(attempt('math.lcm(0,5)'))  # expect: 0
print(attempt('math.gcd(2**100,2**70*3)'))  # expect: 1180591620717411303424
print(attempt('math.comb(10,3)'))  # expect: 120
print(attempt('math.comb(3,10)'))  # expect: 0
print(attempt('math.comb(-1,2)'))  # expect: ValueError: n must be a non-negative integer
print(attempt('math.comb(2,-1)'))  # expect: ValueError: k must be a non-negative integer
print(attempt('math.comb(100,50)'))  # expect: 100891344545564193334812497256
print(attempt('math.comb(2**70,3)'))  # expect: 274250759553534340358464632138771002190616713273449955064807424
print(attempt('math.comb(2**70,2**69)'))  # expect: OverflowError: min(n - k, k) must not exceed 9223372036854775807
print(attempt('math.perm(5)'))  # expect: 120
print(attempt('math.perm(5,2)'))  # expect: 20
print(attempt('math.perm(2,5)'))  # expect: 0
print(attempt('math.perm(-1)'))  # expect: ValueError: factorial() not defined for negative values
print(attempt('math.perm(5,-1)'))  # expect: ValueError: k must be a non-negative integer
print(attempt('math.perm(10**20,2)'))  # expect: 9999999999999999999900000000000000000000
print(attempt('math.factorial(-1)'))  # expect: ValueError: factorial() not defined for negative values
print(attempt('math.factorial(2.0)'))  # expect: TypeError: 'float' object cannot be interpreted as an integer
print(attempt('math.factorial(10**30)'))  # expect: OverflowError: factorial() argument should not exceed 9223372036854775807
print(attempt('math.isqrt(-1)'))  # expect: ValueError: isqrt() argument must be nonnegative
print(attempt('math.isqrt(10**50)'))  # expect: 10000000000000000000000000
print(attempt('math.isqrt(2.0)'))  # expect: TypeError: 'float' object cannot be interpreted as an integer
print(attempt('math.hypot()'))  # expect: 0.0
print(attempt('math.hypot(3,4)'))  # expect: 5.0
print(attempt('math.hypot(1e200,1e200,1e200)'))  # expect: 1.7320508075688773e+200
print(attempt('math.hypot(1e-320,1e-320)'))  # expect: 1.414e-320
print(attempt('math.hypot(NAN,INF)'))  # expect: inf
print(attempt('math.dist((1,2),(3,))'))  # expect: ValueError: both points must have the same number of dimensions
print(attempt('math.dist([1,2,3],(4,5,6))'))  # expect: 5.196152422706632
print(attempt('math.fsum([.1]*10)'))  # expect: 1.0
print(attempt('math.fsum([1e100,1,-1e100])'))  # expect: 1.0
print(attempt('math.fsum([INF,-INF])'))  # expect: ValueError: -inf + inf in fsum
print(attempt('math.fsum([1e308,1e308])'))  # expect: OverflowError: intermediate overflow in fsum
print(attempt('math.fsum([1e308,1e308,-1e308])'))  # expect: OverflowError: intermediate overflow in fsum
print(attempt("math.fsum(['a'])"))  # expect: TypeError: must be real number, not str
print(attempt('math.prod([1,2,3])'))  # expect: 6
print(attempt('math.prod([1.5,2],start=2)'))  # expect: 6.0
print(attempt('math.prod([])'))  # expect: 1
print(attempt('math.sumprod([1,2],[3,4])'))  # expect: 11
print(attempt('math.sumprod([.1,.2],[.3,.4])'))  # expect: 0.11000000000000001
print(attempt('math.sumprod([1],[1,2])'))  # expect: ValueError: Inputs are not the same length
print(attempt('math.sumprod([10**20],[3])'))  # expect: 300000000000000000000
print(attempt('math.sumprod([1,.5],[2,.5])'))  # expect: 2.25
print(attempt('math.nextafter(0,1,steps=3)'))  # expect: 1.5e-323
print(attempt('math.nextafter(1,2,steps=0)'))  # expect: 1.0
print(attempt('math.nextafter(1,2,steps=-1)'))  # expect: ValueError: steps must be a non-negative integer
print(attempt('math.nextafter(-1e-323,1,steps=5)'))  # expect: 1.5e-323
print(attempt('math.nextafter(1,2,steps=10**30)'))  # expect: 2.0
print(attempt('math.ldexp(1,5000)'))  # expect: OverflowError: math range error
print(attempt('math.ldexp(1,-5000)'))  # expect: 0.0
print(attempt('math.ldexp(.5,2)'))  # expect: 2.0
print(attempt("math.ldexp(1,'a')"))  # expect: TypeError: Expected an int as second argument to ldexp.
print(attempt('math.ldexp(1,2.5)'))  # expect: TypeError: Expected an int as second argument to ldexp.
print(attempt('math.log(8,2)'))  # expect: 3.0
print(attempt('math.log(10**500)'))  # expect: 1151.2925464970226
print(attempt('math.log2(2**2000)'))  # expect: 2000.0
print(attempt('math.log10(10**1000)'))  # expect: 1000.0
print(attempt('math.log(-5)'))  # expect: ValueError: expected a positive input
print(attempt('math.log(0)'))  # expect: ValueError: expected a positive input
print(attempt('math.log(2,1)'))  # expect: ZeroDivisionError: division by zero
print(attempt('math.log(2,0)'))  # expect: ValueError: expected a positive input
print(attempt("math.log('a')"))  # expect: TypeError: must be real number, not str
print(attempt("math.sqrt('a')"))  # expect: TypeError: must be real number, not str
print(attempt('math.sqrt()'))  # expect: TypeError: math.sqrt() takes exactly one argument (0 given)
print(attempt('math.sqrt(1,2)'))  # expect: TypeError: math.sqrt() takes exactly one argument (2 given)
print(attempt("math.pow('a',1)"))  # expect: TypeError: must be real number, not str
print(attempt('math.isclose(1,1.0000000001)'))  # expect: True
print(attempt('math.isclose(1,2,rel_tol=-1)'))  # expect: ValueError: tolerances must be non-negative
print(attempt('math.isclose(1,1.1,abs_tol=.2)'))  # expect: True
print(attempt("math.floor('a')"))  # expect: TypeError: must be real number, not str
print(attempt("math.trunc('a')"))  # expect: TypeError: type str doesn't define __trunc__ method
print(attempt('math.ceil([])'))  # expect: TypeError: must be real number, not list
print(attempt('math.gcd(1.5)'))  # expect: TypeError: 'float' object cannot be interpreted as an integer
print(attempt('math.modf(3.5)'))  # expect: (0.5, 3.0)
print(attempt('math.frexp(8)'))  # expect: (0.5, 4)
print(attempt('math.fmod(5,INF)'))  # expect: 5.0
print(attempt('math.remainder(INF,1)'))  # expect: ValueError: math domain error
print(attempt('math.gamma(5)'))  # expect: 24.0
print(attempt('math.gamma(.5)'))  # expect: 1.7724538509055159
print(attempt('math.lgamma(100)'))  # expect: 359.1342053695754
print(attempt('math.factorial(30)'))  # expect: 265252859812191058636308480000000
print(attempt('math.fma(2,3,4)'))  # expect: 10.0
print(attempt('math.fma(INF,0,1)'))  # expect: ValueError: invalid operation in fma
print(attempt('math.fma(1e308,10,0)'))  # expect: OverflowError: overflow in fma
print(attempt('math.ulp(INF)'))  # expect: inf
print(attempt('math.pi'))  # expect: 3.141592653589793
print(attempt('math.tau'))  # expect: 6.283185307179586
print(attempt('math.inf'))  # expect: inf
print(attempt('math.nan'))  # expect: nan
print(attempt('math.atan2(1, 2)'))  # expect: 0.4636476090008061
print(attempt('math.atan2(0.0, -1)'))  # expect: 3.141592653589793
print(attempt('math.atan2(-1, 0.5)'))  # expect: -1.1071487177940904
print(attempt('math.atan2(INF, 2)'))  # expect: 1.5707963267948966
print(attempt('math.atan2(5.5, 0)'))  # expect: 1.5707963267948966
print(attempt('math.atan2(-10.0, 3)'))  # expect: -1.2793395323170296
print(attempt('math.atan2(1e308, 10)'))  # expect: 1.5707963267948966
print(attempt('math.atan2(NAN, 1)'))  # expect: nan
print(attempt('math.copysign(1, 2)'))  # expect: 1.0
print(attempt('math.copysign(0.0, -1)'))  # expect: -0.0
print(attempt('math.copysign(-1, 0.5)'))  # expect: 1.0
print(attempt('math.copysign(INF, 2)'))  # expect: inf
print(attempt('math.copysign(5.5, 0)'))  # expect: 5.5
print(attempt('math.copysign(-10.0, 3)'))  # expect: 10.0
print(attempt('math.copysign(1e308, 10)'))  # expect: 1e+308
print(attempt('math.copysign(NAN, 1)'))  # expect: nan
print(attempt('math.fmod(1, 2)'))  # expect: 1.0
print(attempt('math.fmod(0.0, -1)'))  # expect: 0.0
print(attempt('math.fmod(-1, 0.5)'))  # expect: -0.0
print(attempt('math.fmod(INF, 2)'))  # expect: ValueError: math domain error
print(attempt('math.fmod(5.5, 0)'))  # expect: ValueError: math domain error
print(attempt('math.fmod(-10.0, 3)'))  # expect: -1.0
print(attempt('math.fmod(1e308, 10)'))  # expect: 6.0
print(attempt('math.fmod(NAN, 1)'))  # expect: nan
print(attempt('math.remainder(1, 2)'))  # expect: 1.0
print(attempt('math.remainder(0.0, -1)'))  # expect: 0.0
print(attempt('math.remainder(-1, 0.5)'))  # expect: -0.0
print(attempt('math.remainder(INF, 2)'))  # expect: ValueError: math domain error
print(attempt('math.remainder(5.5, 0)'))  # expect: ValueError: math domain error
print(attempt('math.remainder(-10.0, 3)'))  # expect: -1.0
print(attempt('math.remainder(1e308, 10)'))  # expect: -4.0
print(attempt('math.remainder(NAN, 1)'))  # expect: nan
print(attempt('math.pow(1, 2)'))  # expect: 1.0
print(attempt('math.pow(0.0, -1)'))  # expect: ValueError: math domain error
print(attempt('math.pow(-1, 0.5)'))  # expect: ValueError: math domain error
print(attempt('math.pow(INF, 2)'))  # expect: inf
print(attempt('math.pow(5.5, 0)'))  # expect: 1.0
print(attempt('math.pow(-10.0, 3)'))  # expect: -1000.0
print(attempt('math.pow(1e308, 10)'))  # expect: OverflowError: math range error
print(attempt('math.pow(NAN, 1)'))  # expect: nan
print(attempt('math.nextafter(1, 2)'))  # expect: 1.0000000000000002
print(attempt('math.nextafter(0.0, -1)'))  # expect: -5e-324
print(attempt('math.nextafter(-1, 0.5)'))  # expect: -0.9999999999999999
print(attempt('math.nextafter(INF, 2)'))  # expect: 1.7976931348623157e+308
print(attempt('math.nextafter(5.5, 0)'))  # expect: 5.499999999999999
print(attempt('math.nextafter(-10.0, 3)'))  # expect: -9.999999999999998
print(attempt('math.nextafter(1e308, 10)'))  # expect: 9.999999999999998e+307
print(attempt('math.nextafter(NAN, 1)'))  # expect: nan
print(attempt('math.hypot(1, 2)'))  # expect: 2.23606797749979
print(attempt('math.hypot(0.0, -1)'))  # expect: 1.0
print(attempt('math.hypot(-1, 0.5)'))  # expect: 1.118033988749895
print(attempt('math.hypot(INF, 2)'))  # expect: inf
print(attempt('math.hypot(5.5, 0)'))  # expect: 5.5
print(attempt('math.hypot(-10.0, 3)'))  # expect: 10.44030650891055
print(attempt('math.hypot(1e308, 10)'))  # expect: 1e+308
print(attempt('math.hypot(NAN, 1)'))  # expect: nan
print(attempt('math.log(1, 2)'))  # expect: 0.0
print(attempt('math.log(0.0, -1)'))  # expect: ValueError: expected a positive input, got 0.0
print(attempt('math.log(-1, 0.5)'))  # expect: ValueError: expected a positive input
print(attempt('math.log(INF, 2)'))  # expect: inf
print(attempt('math.log(5.5, 0)'))  # expect: ValueError: expected a positive input
print(attempt('math.log(-10.0, 3)'))  # expect: ValueError: expected a positive input, got -10.0
print(attempt('math.log(1e308, 10)'))  # expect: 308.0
print(attempt('math.log(NAN, 1)'))  # expect: ZeroDivisionError: division by zero
