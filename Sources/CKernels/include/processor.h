#pragma once
// What the processor at hand can do.

/// Bits of the widest vectors that matrix kernels could use here: 512, 256 or 128; 0 where we do not know.
int eclip_vector_bits(void);
