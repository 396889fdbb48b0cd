//! Calendar time as numbers and as text.
//!
//! Owns `Broken` (the nine numbers of `struct_time`, and the zone) and the directives of `strftime` in the C locale.
//! Must not know values.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;
use std::io::Write as _;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A moment, broken into what calendars and clocks show.
pub struct Broken {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// 0 is Monday.
    weekday: i64,
    /// 1 is the first of January.
    year_day: i64,
    daylight: i64,
    pub zone: String,
    /// Seconds east of UTC.
    pub offset: i32,
}

impl Broken {
    pub fn of(stamp: Timestamp, zone: &TimeZone) -> Broken {
        let zoned = stamp.to_zoned(zone.clone());
        let info = zone.to_offset_info(stamp);
        Broken {
            year: i64::from(zoned.year()),
            month: i64::from(zoned.month()),
            day: i64::from(zoned.day()),
            hour: i64::from(zoned.hour()),
            minute: i64::from(zoned.minute()),
            second: i64::from(zoned.second()),
            weekday: i64::from(zoned.weekday().to_monday_zero_offset()),
            year_day: i64::from(zoned.day_of_year()),
            daylight: i64::from(info.dst().is_dst()),
            zone: info.abbreviation().to_owned(),
            offset: info.offset().seconds(),
        }
    }

    /// As a program gives it; the zone is the system's unless it says otherwise.
    pub fn from_fields(fields: [i64; 9], zone: Option<String>, offset: Option<i32>) -> Broken {
        let [year, month, day, hour, minute, second, weekday, year_day, daylight] = fields;
        let mut broken = Broken {
            year,
            month,
            day,
            hour,
            minute,
            second,
            weekday,
            year_day,
            daylight,
            zone: String::new(),
            offset: 0,
        };
        let system = TimeZone::system();
        let stamp = broken.local_seconds().and_then(|seconds| Timestamp::from_second(seconds).ok());
        let info = system.to_offset_info(stamp.unwrap_or(Timestamp::UNIX_EPOCH));
        broken.zone = zone.unwrap_or_else(|| info.abbreviation().to_owned());
        broken.offset = offset.unwrap_or(info.offset().seconds());
        broken
    }

    pub fn fields(&self) -> [i64; 9] {
        [
            self.year,
            self.month,
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.weekday,
            self.year_day,
            self.daylight,
        ]
    }

    /// Zeros that stand for "the first" become ones; numbers out of range are named.
    pub fn check(mut self) -> Result<Broken, &'static str> {
        self.month = self.month.max(i64::from(self.month == 0));
        self.day = self.day.max(i64::from(self.day == 0));
        self.year_day = self.year_day.max(i64::from(self.year_day == 0));
        let wrong = |number: i64, least: i64, most: i64| number < least || number > most;
        if wrong(self.month, 1, 12) {
            return Err("month out of range");
        }
        if wrong(self.day, 1, 31) {
            return Err("day of month out of range");
        }
        if wrong(self.hour, 0, 23) {
            return Err("hour out of range");
        }
        if wrong(self.minute, 0, 59) {
            return Err("minute out of range");
        }
        if wrong(self.second, 0, 61) {
            return Err("seconds out of range");
        }
        if self.weekday < -1 {
            return Err("day of week out of range");
        }
        self.weekday = self.weekday.rem_euclid(7);
        if wrong(self.year_day, 1, 366) {
            return Err("day of year out of range");
        }
        Ok(self)
    }

    /// Seconds since the epoch, taken as local time; numbers beyond their range carry over.
    pub fn local_seconds(&self) -> Option<i64> {
        let months = self.month.checked_sub(1)?;
        let year = self.year.checked_add(months.div_euclid(12))?;
        let first = civil::Date::new(i16::try_from(year).ok()?, months.rem_euclid(12) as i8 + 1, 1).ok()?;
        let midnight = first.at(0, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?.timestamp().as_second();
        let clock = (self.day - 1)
            .checked_mul(86400)?
            .checked_add(self.hour.checked_mul(3600)?)?
            .checked_add(self.minute.checked_mul(60)?)?
            .checked_add(self.second)?;
        let naive = Timestamp::from_second(midnight.checked_add(clock)?).ok()?;
        let civil = naive.to_zoned(TimeZone::UTC).datetime();
        Some(civil.to_zoned(TimeZone::system()).ok()?.timestamp().as_second())
    }

    /// `asctime`'s text.
    pub fn ascii(&self) -> String {
        format!(
            "{} {} {:2} {:02}:{:02}:{:02} {}",
            &DAYS[self.weekday as usize][..3],
            &MONTHS[self.month as usize - 1][..3],
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.year
        )
    }

    /// Year and week of ISO 8601.
    fn iso_week(&self) -> (i64, i64) {
        let week = (self.year_day - 1 - self.weekday + 10) / 7;
        if week < 1 {
            return (self.year - 1, weeks_of(self.year - 1));
        }
        if week > weeks_of(self.year) { (self.year + 1, 1) } else { (self.year, week) }
    }

    fn twelve_hours(&self) -> i64 {
        (self.hour + 11) % 12 + 1
    }
}

/// ISO weeks of a year: 53 if it begins or ends on a Thursday.
fn weeks_of(year: i64) -> i64 {
    let december_31 =
        |year: i64| (year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400)).rem_euclid(7);
    if december_31(year) == 4 || december_31(year - 1) == 3 { 53 } else { 52 }
}

/// Appends calendar time after a format. What is no directive stays as it is.
pub fn format(time: &Broken, format: &[u8], out: &mut Vec<u8>) {
    let mut rest = format;
    while let Some(at) = rest.iter().position(|byte| *byte == b'%') {
        out.extend_from_slice(&rest[..at]);
        // Flags of glibc that change the padding, and modifiers that the C locale ignores.
        let mut end = at + 1;
        let mut pad = None;
        while let Some(flag @ (b'-' | b'_' | b'0' | b'E' | b'O')) = rest.get(end) {
            pad = if matches!(flag, b'E' | b'O') { pad } else { Some(*flag) };
            end += 1;
        }
        let Some(letter) = rest.get(end) else {
            out.extend_from_slice(&rest[at..]);
            return;
        };
        let start = out.len();
        if !directive(time, *letter, out) {
            out.extend_from_slice(&rest[at..=end]);
        } else if let Some(pad) = pad {
            repad(out, start, pad);
        }
        rest = &rest[end + 1..];
    }
    out.extend_from_slice(rest);
}

/// Changes the padding of the number that was written last.
fn repad(out: &mut Vec<u8>, start: usize, pad: u8) {
    let width = out.len() - start;
    let significant = out[start..].iter().position(|byte| !matches!(byte, b'0' | b' ')).unwrap_or(width - 1);
    match pad {
        b'-' => drop(out.drain(start..start + significant)),
        b'_' => out[start..start + significant].fill(b' '),
        _ => out[start..start + significant].fill(b'0'),
    }
}

/// One directive; false if there is none of that letter.
fn directive(time: &Broken, letter: u8, out: &mut Vec<u8>) -> bool {
    let day = DAYS[time.weekday as usize];
    let month = MONTHS[time.month as usize - 1];
    let nested = |text: &str, out: &mut Vec<u8>| format(time, text.as_bytes(), out);
    let done = match letter {
        b'a' => write!(out, "{}", &day[..3]),
        b'A' => write!(out, "{day}"),
        b'b' | b'h' => write!(out, "{}", &month[..3]),
        b'B' => write!(out, "{month}"),
        b'C' => write!(out, "{:02}", time.year.div_euclid(100)),
        b'd' => write!(out, "{:02}", time.day),
        b'e' => write!(out, "{:2}", time.day),
        b'G' => write!(out, "{}", time.iso_week().0),
        b'g' => write!(out, "{:02}", time.iso_week().0.rem_euclid(100)),
        b'H' => write!(out, "{:02}", time.hour),
        b'I' => write!(out, "{:02}", time.twelve_hours()),
        b'j' => write!(out, "{:03}", time.year_day),
        b'k' => write!(out, "{:2}", time.hour),
        b'l' => write!(out, "{:2}", time.twelve_hours()),
        b'm' => write!(out, "{:02}", time.month),
        b'M' => write!(out, "{:02}", time.minute),
        b'n' => writeln!(out),
        b'p' => write!(out, "{}", if time.hour < 12 { "AM" } else { "PM" }),
        b'P' => write!(out, "{}", if time.hour < 12 { "am" } else { "pm" }),
        b's' => write!(out, "{}", time.local_seconds().unwrap_or(0)),
        b'S' => write!(out, "{:02}", time.second),
        b't' => write!(out, "\t"),
        b'u' => write!(out, "{}", time.weekday + 1),
        b'U' => write!(out, "{:02}", (time.year_day + 6 - (time.weekday + 1) % 7) / 7),
        b'V' => write!(out, "{:02}", time.iso_week().1),
        b'w' => write!(out, "{}", (time.weekday + 1) % 7),
        b'W' => write!(out, "{:02}", (time.year_day + 6 - time.weekday) / 7),
        b'y' => write!(out, "{:02}", time.year.rem_euclid(100)),
        b'Y' => write!(out, "{}", time.year),
        b'z' => {
            let (sign, offset) = (if time.offset < 0 { '-' } else { '+' }, time.offset.unsigned_abs());
            write!(out, "{sign}{:02}{:02}", offset / 3600, offset / 60 % 60)
        }
        b'Z' => write!(out, "{}", time.zone),
        b'%' => write!(out, "%"),
        b'c' => return all(nested, "%a %b %e %H:%M:%S %Y", out),
        b'D' | b'x' => return all(nested, "%m/%d/%y", out),
        b'F' => return all(nested, "%Y-%m-%d", out),
        b'r' => return all(nested, "%I:%M:%S %p", out),
        b'R' => return all(nested, "%H:%M", out),
        b'T' | b'X' => return all(nested, "%H:%M:%S", out),
        _ => return false,
    };
    done.is_ok()
}

fn all(nested: impl Fn(&str, &mut Vec<u8>), text: &str, out: &mut Vec<u8>) -> bool {
    nested(text, out);
    true
}
