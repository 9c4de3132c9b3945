#pragma once
// Hot loops where C with vector attributes measurably wins over Swift. Every function is plain C that any
// processor can run; on x86-64 the compiler also makes AVX2 and AVX-512 clones and the loader picks one.
#include "processor.h"
#include "row_kernels.h"
#include "attention_kernels.h"
#include "search_kernels.h"
