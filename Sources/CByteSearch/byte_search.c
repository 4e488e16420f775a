#include "byte_search.h"
