from ..second import value
from . import leaf
from .. import first as renamed
