from . import log
log.append("first")
name = __name__, __package__
