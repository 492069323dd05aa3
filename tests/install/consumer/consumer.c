#include <biaoce.h>
#include <stdio.h>

int main(void)
{
    puts(biaoce_version());
    return 0;
}
