package dev.callgate.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;

/** Parses each line on its own, so that an unclosed quote affects only one line. */
final class LineParser {
    /** The supported separators. */
    static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

    private static final char QUOTE = '"';
    private static final char LINE_END = '\n';

    private char separator;
    private boolean separatorIsKnown;
    private OneLine input = new OneLine();
    private Iterator<String[]> records;

    private LineParser(char separator, boolean separatorIsKnown) {
        this.separator = separator;
        this.separatorIsKnown = separatorIsKnown;
        this.records = parse(input);
    }

    /** Returns a parser for a file whose separator is known. */
    static LineParser of(char separator) {
        return new LineParser(separator, true);
    }

    /** Returns a parser that uses the first separator outside quotes in the first line that has one. */
    static LineParser detectingSeparator() {
        return new LineParser(SEPARATORS.get(0), false);
    }

    /** Returns the separator for a line; if neither this line nor an earlier one has a separator, the default. */
    char separator(Line line) {
        findSeparator(line.text());
        return separator;
    }

    Cells parse(Line line) {
        if (line.isTooLong()) {
            return Cells.unreadable(
                    line, "the line has %d bytes; the maximum is %d".formatted(line.bytes(), Line.MAX_BYTES));
        }
        findSeparator(line.text());
        input.take(line.text());
        try {
            String[] fields = records.next();
            return input.endsInQuotes
                    ? Cells.unreadable(line, "a quote is opened but not closed on the same line")
                    : Cells.of(line, fields);
        } catch (CsvParseException e) {
            restart();
            return Cells.unreadable(line, "text follows a closing quote: write a quote inside a quoted cell twice");
        }
    }

    /** One parser for all lines is several times as fast as one per line; it is replaced only after a failure. */
    private void restart() {
        input = new OneLine();
        records = parse(input);
    }

    private Iterator<String[]> parse(Reader reader) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .trimWhitespacesAroundQuotes(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(StringArrayHandler.of(handler -> handler.maxFields(Line.MAX_BYTES + 1)), reader)
                .iterator();
    }

    private void findSeparator(String text) {
        if (separatorIsKnown) {
            return;
        }
        int place = firstSeparator(text);
        if (place >= 0) {
            separatorIsKnown = true;
            separator = text.charAt(place);
            restart();
        }
    }

    /** Returns the position of the first separator outside quotes; -1 if there is none. */
    private static int firstSeparator(String text) {
        for (int i = endOfQuotes(text); i < text.length(); i++) {
            if (SEPARATORS.contains(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the position after the quotes of the first field; 0 if it is not quoted. */
    private static int endOfQuotes(String text) {
        int place = text.length() - text.stripLeading().length();
        if (place == text.length() || text.charAt(place) != QUOTE) {
            return 0;
        }
        do {
            place = text.indexOf(QUOTE, place + 1) + 1;
        } while (place > 0 && place < text.length() && text.charAt(place) == QUOTE);
        return place == 0 ? text.length() : place;
    }

    /** The parser's input: one line and its end. If the parser reads on, the line ended inside quotes, which are then closed. */
    private static final class OneLine extends Reader {
        private String text = "";
        private int position;
        private boolean endsInQuotes;

        void take(String line) {
            text = line;
            position = 0;
            endsInQuotes = false;
        }

        @Override
        public int read(char[] target, int offset, int length) {
            if (position > text.length()) {
                take(String.valueOf(QUOTE));
                endsInQuotes = true;
            }
            int count = Math.min(length, text.length() - position);
            text.getChars(position, position + count, target, offset);
            if (count < length) {
                target[offset + count] = LINE_END;
                count++;
            }
            position += count;
            return count;
        }

        @Override
        public void close() {}
    }
}
