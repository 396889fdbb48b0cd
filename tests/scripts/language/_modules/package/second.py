from .first import log
import package

log.append("second")
value = 2
half_made = hasattr(package, "listed")
