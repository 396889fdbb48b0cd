value = "from a namespace package"
