#include <biaoce.h>
#include <stdio.h>

int main(void)
{
    puts(bc_version());
    return 0;
}
