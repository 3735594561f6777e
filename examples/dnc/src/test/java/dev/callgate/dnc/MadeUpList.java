package dev.callgate.dnc;

import java.io.InputStream;

/**
 * A full list in the text form that is made up while it is read: area codes from 200 on, each with equally many numbers, which are
 * different and in order. The same for the same size.
 */
final class MadeUpList extends InputStream {
    /** Of the US registry, an area code has about as many on average. */
    private static final int PER_AREA_CODE = 650_000;

    private static final int FIRST_AREA_CODE = 200;
    private static final int LINE = 12;
    private static final int COMMA = 3;
    private static final int NEWLINE = LINE - 1;

    private final long numbers;
    private final byte[] line = new byte[LINE];
    private int given = LINE;
    private long next;

    MadeUpList(long numbers) {
        this.numbers = numbers;
        line[COMMA] = ',';
        line[NEWLINE] = '\n';
    }

    static int areaCodes(long numbers) {
        return (int) ((numbers + PER_AREA_CODE - 1) / PER_AREA_CODE);
    }

    static int areaCode(long position) {
        return FIRST_AREA_CODE + (int) (position / PER_AREA_CODE);
    }

    /** Returns the seven digits of the number at a position of the list: one in each of equal steps, at a mixed place of it. */
    static int local(long position) {
        int step = Nanp.NUMBERS / PER_AREA_CODE;
        long mixed = position * 0x9E3779B97F4A7C15L;
        return (int) (position % PER_AREA_CODE) * step + (int) ((mixed >>> 33) % step);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        int written = 0;
        while (written < length && (given < LINE || next < numbers)) {
            if (given == LINE) {
                makeLine();
            }
            int now = Math.min(length - written, LINE - given);
            System.arraycopy(line, given, bytes, offset + written, now);
            given += now;
            written += now;
        }
        return written == 0 ? -1 : written;
    }

    private void makeLine() {
        write(areaCode(next), 0, COMMA);
        write(local(next), COMMA + 1, NEWLINE);
        next++;
        given = 0;
    }

    private void write(int value, int from, int to) {
        int rest = value;
        for (int i = to - 1; i >= from; i--) {
            line[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
