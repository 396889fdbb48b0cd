"""`os.path` for POSIX: paths as text, and a few questions about files."""

import _os

__all__ = [
    "abspath", "basename", "commonpath", "commonprefix", "dirname", "exists", "expanduser",
    "expandvars", "getatime", "getctime", "getmtime", "getsize", "isabs", "isdir", "isfile",
    "isjunction", "islink", "ismount", "join", "lexists", "normcase", "normpath", "realpath",
    "relpath", "samefile", "sameopenfile", "samestat", "split", "splitdrive", "splitext",
    "splitroot", "supports_unicode_filenames", "curdir", "pardir", "sep", "pathsep", "defpath",
    "altsep", "extsep", "devnull",
]

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False


def fspath(path):
    """The str or bytes of a path."""
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError("expected str, bytes or os.PathLike object, not " + type(path).__name__)
    text = method(path)
    if isinstance(text, (str, bytes)):
        return text
    raise TypeError(f"expected {type(path).__name__}.__fspath__() to return str or bytes, "
                    f"not {type(text).__name__}")


def _slash(path):
    return b"/" if isinstance(path, bytes) else "/"


def _like(path, text):
    """A constant as bytes where the path is bytes."""
    return text.encode() if isinstance(path, bytes) else text


def _check_kinds(name, paths):
    kinds = [type(path) for path in paths if not isinstance(path, (str, bytes))]
    if kinds:
        raise TypeError(f"{name}() argument must be str, bytes, or os.PathLike object, "
                        f"not {kinds[0].__name__!r}") from None
    if any(isinstance(path, str) for path in paths) and any(isinstance(path, bytes) for path in paths):
        raise TypeError("Can't mix strings and bytes in path components") from None


def normcase(s):
    return fspath(s)


def isabs(s):
    s = fspath(s)
    return s.startswith(_slash(s))


def join(a, *p):
    """Joins paths; an absolute one makes those before it void."""
    a = fspath(a)
    slash = _slash(a)
    path = a
    try:
        for b in map(fspath, p):
            if b.startswith(slash) or not path:
                path = b + path[:0] if not path else b
            elif path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError, BytesWarning):
        _check_kinds("join", (a, *p))
        raise
    return path


def split(p):
    """Everything before the last slash, and what follows it."""
    p = fspath(p)
    slash = _slash(p)
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """The root of a path, and the extension with its dot."""
    p = fspath(p)
    slash, dot = _slash(p), _like(p, ".")
    name = p.rfind(slash) + 1
    at = p.rfind(dot)
    # Dots that a name begins with are no extension.
    if at > name and p[name:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    p = fspath(p)
    return p[:0], p


def splitroot(p):
    p = fspath(p)
    slash, empty = _slash(p), p[:0]
    if not p.startswith(slash):
        return empty, empty, p
    if p[1:2] != slash or p[2:3] == slash:
        return empty, slash, p[1:]
    return empty, p[:2], p[2:]


def basename(p):
    p = fspath(p)
    return p[p.rfind(_slash(p)) + 1:]


def dirname(p):
    return split(p)[0]


def normpath(path):
    """Without double slashes, `.` and `..` where that is possible."""
    path = fspath(path)
    slash, dot, dots = _slash(path), _like(path, "."), _like(path, "..")
    if not path:
        return dot
    _, root, rest = splitroot(path)
    kept = []
    for part in rest.split(slash):
        if not part or part == dot:
            continue
        if part != dots or (not root and not kept) or (kept and kept[-1] == dots):
            kept.append(part)
        elif kept:
            kept.pop()
    return root + slash.join(kept) or dot


def abspath(path):
    path = fspath(path)
    if not isabs(path):
        path = join(_os.getcwdb() if isinstance(path, bytes) else _os.getcwd(), path)
    return normpath(path)


def relpath(path, start=None):
    """The path as seen from `start`."""
    path = fspath(path)
    if not path:
        raise ValueError("no path specified")
    slash, dots = _slash(path), _like(path, "..")
    start = _like(path, ".") if start is None else fspath(start)
    if isinstance(path, bytes) != isinstance(start, bytes):
        _check_kinds("relpath", (path, start))
    here = [part for part in abspath(start).split(slash) if part]
    there = [part for part in abspath(path).split(slash) if part]
    common = len(commonprefix([here, there]))
    parts = [dots] * (len(here) - common) + there[common:]
    return slash.join(parts) if parts else _like(path, ".")


def commonprefix(m):
    """The longest beginning that all have, item by item."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(fspath, m))
    low, high = min(m), max(m)
    for at, item in enumerate(low):
        if item != high[at]:
            return low[:at]
    return low


def commonpath(paths):
    paths = tuple(map(fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    _check_kinds("commonpath", paths)
    slash, dot = _slash(paths[0]), _like(paths[0], ".")
    absolute = {isabs(path) for path in paths}
    if len(absolute) != 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    common = commonprefix(split_paths)
    return (slash if absolute.pop() else slash[:0]) + slash.join(common)


def _status(path, follow=True):
    try:
        return _os.stat(path) if follow else _os.lstat(path)
    except (OSError, ValueError):
        return None


def exists(path):
    return _status(path) is not None


def lexists(path):
    return _status(path, False) is not None


def _is_kind(path, kind, follow=True):
    status = _status(path, follow)
    return status is not None and status.st_mode & 0o170000 == kind


def isfile(path):
    return _is_kind(path, 0o100000)


def isdir(s):
    return _is_kind(s, 0o040000)


def islink(path):
    return _is_kind(path, 0o120000, False)


def isjunction(path):
    fspath(path)
    return False


def ismount(path):
    status = _status(path, False)
    if status is None or status.st_mode & 0o170000 == 0o120000:
        return False
    parent = _status(join(fspath(path), _like(fspath(path), "..")), False)
    return parent is not None and (status.st_dev != parent.st_dev or status.st_ino == parent.st_ino)


def getsize(filename):
    return _os.stat(filename).st_size


def getmtime(filename):
    return _os.stat(filename).st_mtime


def getatime(filename):
    return _os.stat(filename).st_atime


def getctime(filename):
    return _os.stat(filename).st_ctime


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    return samestat(_os.stat(f1), _os.stat(f2))


def sameopenfile(fp1, fp2):
    return samestat(_os.fstat(fp1), _os.fstat(fp2))


def realpath(filename, *, strict=False):
    """The path without symbolic links."""
    filename = fspath(filename)
    slash, dot, dots = _slash(filename), _like(filename, "."), _like(filename, "..")
    if not isabs(filename):
        filename = join(_os.getcwdb() if isinstance(filename, bytes) else _os.getcwd(), filename)
    rest = filename.split(slash)[::-1]
    path = slash
    followed = {}
    while rest:
        part = rest.pop()
        if not part or part == dot:
            continue
        if part == dots:
            path = dirname(path) or slash
            continue
        candidate = join(path, part)
        try:
            status = _os.lstat(candidate)
        except OSError:
            if strict:
                raise
            path = candidate
            continue
        if status.st_mode & 0o170000 != 0o120000:
            path = candidate
            continue
        followed[candidate] = followed.get(candidate, 0) + 1
        if followed[candidate] > 40:
            if strict:
                _os.stat(candidate)
            path = candidate
            continue
        target = _os.readlink(candidate)
        if isabs(target):
            path = slash
        rest.extend(target.split(slash)[::-1])
    return path


def expanduser(path):
    """`~` as the home directory."""
    path = fspath(path)
    tilde, slash = _like(path, "~"), _slash(path)
    if not path.startswith(tilde):
        return path
    end = path.find(slash, 1)
    if end < 0:
        end = len(path)
    if end != 1:
        home = _home_of(path[1:end])
        if home is None:
            return path
    else:
        import os
        home = os.environ.get("HOME")
        if home is None:
            return path
        if isinstance(path, bytes):
            home = os.fsencode(home)
    home = home.rstrip(slash)
    return (home + path[end:]) or slash


def _home_of(user):
    """The home directory that the password file gives."""
    name = user.decode() if isinstance(user, bytes) else user
    try:
        with _open_text("/etc/passwd") as lines:
            for line in lines:
                fields = line.rstrip("\n").split(":")
                if fields[0] == name and len(fields) > 5:
                    return fields[5].encode() if isinstance(user, bytes) else fields[5]
    except OSError:
        pass
    return None


def _open_text(path):
    import io
    return io.open(path, encoding="utf-8", errors="surrogateescape")


def expandvars(path):
    """`$name` and `${name}` as the environment has them."""
    path = fspath(path)
    import os
    is_bytes = isinstance(path, bytes)
    text = os.fsdecode(path) if is_bytes else path
    out = []
    at = 0
    while True:
        dollar = text.find("$", at)
        if dollar < 0:
            break
        out.append(text[at:dollar])
        name_start = dollar + 1
        if text[name_start:name_start + 1] == "{":
            end = text.find("}", name_start)
            name, after = (text[name_start + 1:end], end + 1) if end > 0 else (None, name_start)
        else:
            end = name_start
            while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == "_"):
                end += 1
            name, after = text[name_start:end] or None, end
        value = os.environ.get(name) if name is not None else None
        out.append(text[dollar:after] if value is None else value)
        at = after
    out.append(text[at:])
    text = "".join(out)
    return os.fsencode(text) if is_bytes else text
