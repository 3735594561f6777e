package dev.callgate.call;

import dev.callgate.internal.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes the text around a number that was copied from a contact, a web page or a SIP header. */
final class PastedText {
    private static final char FIRST_FULL_WIDTH = '\uFF01';
    private static final char LAST_FULL_WIDTH = '\uFF5E';

    /** The combining character that encloses a digit in a keycap. */
    private static final char KEYCAP = '\u20E3';

    private static final List<String> PAIRS = List.of(
            "\"\"", "''", "``", "<>", "[]", "{}", "\u201C\u201D", "\u2018\u2019", "\u201E\u201C", "\u00AB\u00BB");

    /** A display name and a URI in angle brackets, followed by header parameters: RFC 3261, section 20.10. */
    private static final Pattern NAME_AND_ADDRESS = Pattern.compile(".*<([^<>]++)>\\s*+(?:;.*)?", Pattern.DOTALL);

    private static final Pattern TRAILING_LABEL = Pattern.compile("(?<=\\p{Nd}[)\\s]{0,3})[(\\[]([^()\\[\\]]++)[)\\]]");

    private static final Pattern LEADING_LABEL =
            Pattern.compile("(\\p{L}[\\p{L} /-]*+)(?:\\.:?|:)\\s*+([+(\\p{Nd}].*)", Pattern.DOTALL);

    /** Contacts may number their labels, such as Business 2. */
    private static final Pattern COUNTED = Pattern.compile(" ?[0-9]$");

    /** The labels of lines in contacts (RFC 6350, section 6.4.1, and the labels of common programs). */
    private static final Set<String> LABELS = Set.of(
            ("home,work,mobile,mob,cell,cellular,cell phone,cellphone,main,main number,main-number,office,business,direct,"
                            + "direct line,direct dial,company,company main,fax,home fax,work fax,business fax,pager,phone,ph,"
                            + "telephone,tel,landline,land line,voice,text,sms,video,iphone,apple watch,assistant,car,radio,"
                            + "home phone,work phone,mobile phone,business phone,main phone,office phone,"
                            + "other,personal,private,primary,preferred,secondary,school,whatsapp,google voice,custom,"
                            + "callback,isdn,tty,tdd,tty/tdd,textphone,switchboard,reception,front desk,desk,toll-free,"
                            + "toll free,tollfree,home office,h,w,m,c,o,t,p,f,"
                            + "privat,gesch\u00E4ftlich,dienstlich,arbeit,mobil,handy,b\u00FCro,zuhause,zentrale,festnetz,"
                            + "telefon,firma,"
                            + "domicile,maison,travail,bureau,portable,fixe,priv\u00E9,principal,standard,professionnel,"
                            + "t\u00E9l\u00E9phone,t\u00E9l,"
                            + "casa,trabajo,m\u00F3vil,movil,celular,oficina,particular,tel\u00E9fono,telefono,fijo,"
                            + "ufficio,cellulare,lavoro,abitazione,trabalho,telem\u00F3vel,escrit\u00F3rio,residencial,"
                            + "comercial,telefone,thuis,werk,mobiel,kantoor,vast")
                    .split(","));

    private PastedText() {}

    /** Returns a text with full-width ASCII characters and the commas of other scripts converted to ASCII. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each >= FIRST_FULL_WIDTH && each <= LAST_FULL_WIDTH) {
                plain.append((char) (each - FIRST_FULL_WIDTH + '!'));
            } else if (each != KEYCAP) {
                plain.append(
                        switch (each) {
                            case '\u060C', '\u3001' -> ',';
                            case '\u061B' -> ';';
                            default -> each;
                        });
            }
        }
        return plain.toString();
    }

    /**
     * Returns a text without surrounding quotation marks and brackets, without a display name, and without the label of
     * a line.
     */
    static String unwrapped(String text) {
        String before;
        String inner = VisibleText.clean(plain(text));
        do {
            before = inner;
            inner = VisibleText.clean(withoutLabels(withoutBrackets(withoutName(inner))));
        } while (inner.length() < before.length());
        return inner;
    }

    private static String withoutName(String text) {
        Matcher address = NAME_AND_ADDRESS.matcher(text);
        if (address.matches()) {
            return address.group(1);
        }
        boolean opened = text.indexOf('<') == 0 && text.indexOf('>') < 0;
        boolean closed = text.indexOf('<') < 0 && text.indexOf('>') == text.length() - 1;
        return !text.isEmpty() && (opened || closed) ? text.replaceAll("[<>]", "") : text;
    }

    private static String withoutBrackets(String text) {
        int last = text.length() - 1;
        return last > 0 && PAIRS.contains("" + text.charAt(0) + text.charAt(last)) ? text.substring(1, last) : text;
    }

    private static String withoutLabels(String text) {
        String number = TRAILING_LABEL
                .matcher(text)
                .replaceAll(each -> isLabel(each.group(1)) ? " " : Matcher.quoteReplacement(each.group()));
        Matcher inFront = LEADING_LABEL.matcher(number);
        // "tel" followed by a colon only is a URI scheme.
        return inFront.matches() && isLabel(inFront.group(1)) && !number.regionMatches(true, 0, "tel:", 0, 4)
                ? inFront.group(2)
                : number;
    }

    private static boolean isLabel(String text) {
        String label = VisibleText.clean(text).toLowerCase(Locale.ROOT);
        return LABELS.contains(COUNTED.matcher(label).replaceFirst(""));
    }
}
