match x:
    case name: pass
    case 1: pass
