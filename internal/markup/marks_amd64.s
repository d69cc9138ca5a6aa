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

// func lookAVX2(m *marks, src *[64]byte, last, before byte)
TEXT ·lookAVX2(SB), NOSPLIT, $0-18
	MOVQ m+0(FP), DI
	MOVQ src+8(FP), SI
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

	// Blanks are what the lesser of byte and blank leaves alone.
	BYTE(' ')
	VPBROADCASTB X2, Y5
	VPMINUB Y5, Y0, Y3
	VPMINUB Y5, Y1, Y4
	VPCMPEQB Y3, Y0, Y3
	VPCMPEQB Y4, Y1, Y4
	GATHER(48)

	// The cases of a letter differ in the bit of the blank.
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
