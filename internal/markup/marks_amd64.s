#include "textflag.h"

// MARK stores where the 64 bytes in Y0 and Y1 equal the one in the low byte of X2.
#define MARK(mark) \
	VPBROADCASTB X2, Y2; \
	VPCMPEQB Y2, Y0, Y3; \
	VPCMPEQB Y2, Y1, Y4; \
	GATHER(mark)

// GATHER stores the top bits of the bytes in Y3 and Y4.
#define GATHER(mark) \
	VPMOVMSKB Y3, AX; \
	VPMOVMSKB Y4, BX; \
	SHLQ $32, BX; \
	ORQ BX, AX; \
	MOVQ AX, mark(DI)

#define BYTE(c) \
	MOVL $c, AX; \
	VMOVD AX, X2

// LETTERS stores where the 64 bytes at that offset are letters.
#define LETTERS(offset, mark) \
	VPOR offset(SI), Y5, Y3; \
	VPOR (offset+32)(SI), Y5, Y4; \
	VPSUBB Y6, Y3, Y3; \
	VPSUBB Y6, Y4, Y4; \
	VPMINUB Y7, Y3, Y0; \
	VPMINUB Y7, Y4, Y1; \
	VPCMPEQB Y0, Y3, Y3; \
	VPCMPEQB Y1, Y4, Y4; \
	GATHER(mark)

// blanks has, by their low four bits, space, tab, line feed, form feed and
// carriage return, and elsewhere what has other low bits.
DATA blanks<>+0(SB)/8, $0xFFFFFFFFFFFFFF20
DATA blanks<>+8(SB)/8, $0x00FF0D0C000A0900
GLOBL blanks<>(SB), RODATA|NOPTR, $16

// func lookAVX2(m *marks, src *[66]byte, last, before byte)
TEXT ·lookAVX2(SB), NOSPLIT, $0-18
	MOVQ m+0(FP), DI
	MOVQ src+8(FP), SI

	// Letters are the 26 bytes from "a" on, when the bit that tells the cases
	// apart is set. "/" comes from the byte behind, letters from both behind.
	BYTE(' ')
	VPBROADCASTB X2, Y5
	MOVL $'a', AX
	VMOVD AX, X2
	VPBROADCASTB X2, Y6
	MOVL $25, AX
	VMOVD AX, X2
	VPBROADCASTB X2, Y7
	LETTERS(1, 72)
	LETTERS(2, 80)

	VMOVDQU 0(SI), Y0
	VMOVDQU 32(SI), Y1
	BYTE('<')
	MARK(0)
	BYTE('>')
	MARK(8)
	BYTE('=')
	MARK(16)
	BYTE('"')
	MARK(24)
	BYTE(39)
	MARK(32)
	BYTE('/')
	MARK(40)

	// A blank is the one with its low four bits.
	VBROADCASTI128 blanks<>(SB), Y2
	VPSHUFB Y0, Y2, Y3
	VPSHUFB Y1, Y2, Y4
	VPCMPEQB Y3, Y0, Y3
	VPCMPEQB Y4, Y1, Y4
	GATHER(48)

	VPOR Y5, Y0, Y0
	VPOR Y5, Y1, Y1
	MOVBLZX last+16(FP), AX
	VMOVD AX, X2
	MARK(56)
	MOVBLZX before+17(FP), AX
	VMOVD AX, X2
	MARK(64)
	VZEROUPPER
	RET
