"""Numbers of many at once: an integer for each binary digit, the lowest first, in which the number of `at` has bit `at`.

To compare or to subtract takes as many operations on integers as a number has digits, however many numbers there are. A set
is an integer, too: its bits.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

Camps: TypeAlias = int
Digits: TypeAlias = list[int]


def camps_at(positions: Iterable[int], number: int) -> Camps:
    """The camps at these positions, of so many."""
    marks = bytearray(b"0") * (number + 1)
    for at in positions:
        marks[number - at] = ord("1")
    return int(marks, 2)


def by_digit(numbers: Sequence[int]) -> Digits:
    """The numbers of all camps, in their order."""
    places = range(max(numbers, default=0).bit_length())
    return [camps_at((at for at, it in enumerate(numbers) if it >> digit & 1), len(numbers)) for digit in places]


def alike(number: int, camps: Camps) -> Digits:
    """The same number for each of these camps, and 0 for all others."""
    return [camps if number >> digit & 1 else 0 for digit in range(number.bit_length())]


def at_most(digits: Digits, camps: Camps, limit: int) -> Camps:
    """Those of `camps` whose number is no more than `limit`."""
    bit = 1 << len(digits)
    if not 0 <= limit < bit:
        return camps if limit > 0 else 0
    under = 0
    for digit in reversed(digits):
        bit >>= 1
        high = camps & digit
        if limit & bit:
            under |= camps ^ high
            camps = high
        else:
            camps ^= high
        if not camps:
            break
    return under | camps


def highest(digits: Digits, camps: Camps) -> int:
    """The highest number among these camps."""
    number = 0
    for digit in reversed(digits):
        high = camps & digit
        number = number << 1 | (high != 0)
        camps = high or camps
    return number


def less(digits: Digits, camps: Camps, amount: int) -> tuple[Digits, Camps]:
    """The numbers with `amount` taken from each of `camps`, and which of these had less than that: theirs mean nothing."""
    rest, borrow = list[int](), 0
    for digit in digits:
        if amount & 1:
            left = digit ^ camps ^ borrow
            borrow |= left & camps
        else:
            left = digit ^ borrow
            borrow &= left
        rest.append(left)
        amount >>= 1
    return rest, camps if amount else borrow


def more(digits: Digits, camps: Camps, amount: int) -> Digits:
    """The numbers with `amount` added to each of `camps`."""
    rest, carry = list[int](), 0
    for digit in [*digits, *[0] * (amount.bit_length() + 1 - len(digits)), 0]:
        if amount & 1:
            rest.append(digit ^ camps ^ carry)
            carry = (digit | carry) & camps
        else:
            rest.append(digit ^ carry)
            carry &= digit
        amount >>= 1
    while rest and not rest[-1]:
        rest.pop()
    return rest


def each(camps: Camps) -> Iterator[Camps]:
    """One camp after the other."""
    while camps:
        at = camps & -camps
        yield at
        camps ^= at
