#include "textflag.h"

// The words of skimBlocksSlow go by the same names. Those of which the block
// behind needs the last bit stay in registers for it.
#define tag R8
#define quoted R9
#define less R10
#define equals R11
#define parted R12
#define run R13
#define odd AX

// GATHER moves the top bits of the bytes of Y2 and Y3 together.
#define GATHER(mark) \
	VPMOVMSKB Y2, mark; \
	VPMOVMSKB Y3, DI; \
	SHLQ $32, DI; \
	ORQ DI, mark

// MARK says where the 64 bytes in Y0 and Y1 equal those in a vector.
#define MARK(char, mark) \
	VPCMPEQB char, Y0, Y2; \
	VPCMPEQB char, Y1, Y3; \
	GATHER(mark)

// PARITY sets the bits of word that have an odd number of bits of mark at and
// below them, and goes on from its last bit of before. A product without
// carries by all ones adds up all bits below.
#define PARITY(mark, word) \
	VMOVQ mark, X2; \
	VPCMPEQB X3, X3, X3; \
	VPCLMULQDQ $0, X3, X2, X2; \
	VMOVQ X2, DI; \
	SARQ $63, word; \
	XORQ DI, word

// BEHIND moves a mark one byte on; before is that of the block before.
#define BEHIND(before, mark, moved) \
	MOVQ mark, moved; \
	SHLQ $1, before, moved

// CONCERN is what concerned does for the first of the names that start at the
// places in BX, and leaves the others.
#define CONCERN \
	TZCNTQ BX, CX; \
	MOVL (SI)(CX*1), CX; \
	ANDL $0x1F1F1F, CX; \
	IMUL3L $-0x61C8864F, CX, CX; \
	SHRL $19, CX; \
	MOVBQSX (R14)(CX*1), CX; \
	BLSIQ BX, DX; \
	ANDQ CX, DX; \
	ORQ DX, odd; \
	BLSRQ BX, BX

// Characters that vectors are filled with.
DATA chars<>+0(SB)/4, $0x3C3C3C3C // <
DATA chars<>+4(SB)/4, $0x3E3E3E3E // >
DATA chars<>+8(SB)/4, $0x3D3D3D3D // =
DATA chars<>+12(SB)/4, $0x22222222 // "
DATA chars<>+16(SB)/4, $0x27272727 // '
DATA chars<>+20(SB)/4, $0x2F2F2F2F // /
DATA chars<>+24(SB)/4, $0x20202020 // what tells the cases of a letter apart
DATA chars<>+28(SB)/4, $0x05050505 // from "z" to the greatest signed byte
DATA chars<>+32(SB)/4, $0x65656565 // what is one less than "a" then
GLOBL chars<>(SB), RODATA|NOPTR, $36

// blanks has, by their low four bits, space, tab, line feed, form feed and
// carriage return, and elsewhere what has other low bits.
DATA blanks<>+0(SB)/8, $0xFFFFFFFFFFFFFF20
DATA blanks<>+8(SB)/8, $0x00FF0D0C000A0900
GLOBL blanks<>(SB), RODATA|NOPTR, $16

// func skimBlocksAVX2(src []byte, starts *[8192]int8, first, second byte) (next int, open bool)
TEXT ·skimBlocksAVX2(SB), NOSPLIT, $24-49
	VPBROADCASTD chars<>+0(SB), Y4
	VPBROADCASTD chars<>+4(SB), Y5
	VPBROADCASTD chars<>+8(SB), Y6
	VPBROADCASTD chars<>+12(SB), Y7
	VPBROADCASTD chars<>+16(SB), Y8
	VPBROADCASTD chars<>+20(SB), Y9
	VBROADCASTI128 blanks<>(SB), Y10
	VPBROADCASTD chars<>+24(SB), Y11
	VPBROADCASTD chars<>+28(SB), Y12
	VPBROADCASTD chars<>+32(SB), Y13
	VPBROADCASTB first+32(FP), Y14
	VPBROADCASTB second+33(FP), Y15
	XORL tag, tag
	XORL quoted, quoted
	XORL less, less
	XORL equals, equals
	XORL parted, parted
	XORL run, run
	MOVQ src_base+0(FP), SI
	MOVQ src_len+8(FP), DX
	LEAQ -68(SI)(DX*1), DX
	MOVQ DX, last-8(SP)
	JMP check

loop:
	VMOVDQU 0(SI), Y0
	VMOVDQU 32(SI), Y1
	MARK(Y4, AX)
	TESTQ AX, AX
	JNE work
	TESTQ tag, tag
	JGE next

work:
	BEHIND(less, AX, BX)
	MOVQ AX, less
	MARK(Y9, CX) // slashes
	VPOR Y11, Y0, Y2
	VPOR Y11, Y1, Y3
	VPADDB Y12, Y2, Y2
	VPADDB Y12, Y3, Y3
	VPCMPGTB Y13, Y2, Y2
	VPCMPGTB Y13, Y3, Y3
	GATHER(DX)
	MOVQ DX, R15
	ANDQ BX, R15
	MOVQ R15, names-16(SP)
	ORQ CX, DX
	ANDNQ BX, DX, odd

	MARK(Y5, DX) // greater
	MOVQ DX, BX
	ORQ less, BX // angles
	PARITY(BX, tag)
	MARK(Y7, R14) // quotes
	ANDQ tag, R14
	PARITY(R14, quoted)
	MOVQ less, DI
	XORQ tag, DI
	ORQ quoted, DI
	ANDQ BX, DI
	ORQ DI, odd
	ANDNQ tag, quoted, BX // bare
	MARK(Y8, R15) // apostrophes
	ANDQ BX, R15
	ORQ R15, odd

	// A blank is the one with its low four bits.
	VPSHUFB Y0, Y10, Y2
	VPSHUFB Y1, Y10, Y3
	VPCMPEQB Y2, Y0, Y2
	VPCMPEQB Y3, Y1, Y3
	GATHER(R15)
	MOVQ R15, blank-24(SP)
	ORQ R14, R15
	ORQ R15, CX // what parts names
	ORQ R15, DX // what ends runs
	MARK(Y6, R15) // equals
	ANDQ BX, R15
	BEHIND(equals, R15, DI)
	MOVQ R15, equals
	ANDQ quoted, R14
	ANDNQ R14, DI, R14
	ORQ R14, odd
	ANDQ blank-24(SP), DI
	ORQ DI, odd

	VPOR Y11, Y0, Y0
	VPOR Y11, Y1, Y1
	VPOR 1(SI), Y11, Y2
	VPOR 33(SI), Y11, Y3
	VPCMPEQB Y14, Y0, Y0
	VPCMPEQB Y14, Y1, Y1
	VPCMPEQB Y15, Y2, Y2
	VPCMPEQB Y15, Y3, Y3
	VPAND Y0, Y2, Y2
	VPAND Y1, Y3, Y3
	GATHER(R14) // head
	ANDQ BX, R14
	ORQ equals, R14
	BEHIND(parted, CX, DI)
	MOVQ CX, parted
	ANDQ DI, R14
	ORQ R14, odd

	NOTQ DX
	ORQ less, R15
	MOVQ DX, R14
	BTQ $63, run
	ADCQ R15, R14
	ANDNQ DX, R14, run
	ORQ R15, run
	ANDQ R14, R15
	ORQ R15, odd

	MOVQ names-16(SP), BX
	MOVQ starts+24(FP), R14
	CONCERN
	CONCERN
	CONCERN
	JNE more

decide:
	TESTQ odd, odd
	JNE stop

next:
	ADDQ $64, SI

check:
	CMPQ SI, last-8(SP)
	JLS loop
	SHRQ $63, tag
	MOVB tag, open+48(FP)
	JMP done

more:
	CONCERN
	JNE more
	JMP decide

stop:
	MOVB $1, open+48(FP)
	TZCNTQ odd, odd
	ADDQ odd, SI

done:
	SUBQ src_base+0(FP), SI
	MOVQ SI, next+40(FP)
	VZEROUPPER
	RET
