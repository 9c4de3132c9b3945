#include "processor.h"

int eclip_vector_bits(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) return 512;
    return __builtin_cpu_supports("avx2") ? 256 : 128;
#else
    return 0;
#endif
}
