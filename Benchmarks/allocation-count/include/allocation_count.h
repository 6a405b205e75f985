#pragma once

/// Blocks of memory that this thread has asked for since it began.
unsigned long pulse_allocation_count(void);
