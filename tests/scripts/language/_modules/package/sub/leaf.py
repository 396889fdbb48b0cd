from .. import log
from ..second import *
from . import __name__ as parent

log.append("leaf")
