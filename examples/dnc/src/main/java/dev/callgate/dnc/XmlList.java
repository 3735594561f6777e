package dev.callgate.dnc;

import jakarta.annotation.Nullable;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a list in the XML form: {@code <list type='full' level='ac' val='416'><ac val='416'><ph val='1234567'/>…</ac></list>}.
 * In a change list, whose type is another one, an attribute of each {@code ph} is A (added) or D (deleted). Document types and
 * entities are refused. Reads element by element, so that a list of any length takes no memory.
 */
final class XmlList {
    private static final String VALUE = "val";
    private static final String FULL = "full";
    private static final int LIST = 1;
    private static final int AREA = 2;
    private static final int NUMBER = 3;
    private static final Pattern AREA_CODE = Pattern.compile("[2-9][0-9]{2}");
    private static final Pattern LOCAL = Pattern.compile("[0-9]{7}");
    private static final int NONE = -1;

    private final ListContent content;
    private int depth;
    private int areaCode = NONE;

    XmlList(ListContent content) {
        this.content = content;
    }

    void read(InputStream in) throws IOException {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                take(xml);
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException failure
                    && !(failure instanceof CharConversionException)) {
                throw failure;
            }
            throw content.refusal(
                    e.getLocation() == null ? 0 : e.getLocation().getLineNumber(),
                    "this is no XML that ends properly: " + firstLine(e));
        }
        content.endOfWhole();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    private static String firstLine(XMLStreamException e) {
        return String.valueOf(e.getMessage())
                .replaceAll("(?s).*Message: ", "")
                .lines()
                .findFirst()
                .orElse("");
    }

    private void take(XMLStreamReader xml) throws XMLStreamException {
        switch (next(xml)) {
            case XMLStreamConstants.DTD -> throw content.refusal(line(xml), "a list has no document type (DOCTYPE)");
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.END_ELEMENT -> depth--;
            default -> {}
        }
    }

    /** The JDK's parser also throws exceptions of other types: for example, if a document type has a control character. */
    private static int next(XMLStreamReader xml) throws XMLStreamException {
        try {
            return xml.next();
        } catch (DoNotCallException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new XMLStreamException(e.toString(), xml.getLocation(), e);
        }
    }

    private void start(XMLStreamReader xml) {
        depth++;
        String name = xml.getLocalName();
        if (depth == LIST) {
            requireKind(xml, name);
        } else if (depth == AREA && "ac".equals(name)) {
            area(xml);
        } else if (depth == NUMBER && "ph".equals(name)) {
            number(xml);
        } else if (depth > NUMBER) {
            throw content.refusal(line(xml), "a list has no element <%s> here".formatted(name));
        } else {
            content.bad(line(xml), textOf(xml), "a list has no such element here");
        }
    }

    private void requireKind(XMLStreamReader xml, String name) {
        String type = xml.getAttributeValue(null, "type");
        if (!"list".equals(name) || type == null) {
            throw content.refusal(
                    line(xml),
                    "this is no do-not-call list: it begins with <%s> instead of <list type=…>".formatted(name));
        }
        ListKind found = FULL.equalsIgnoreCase(type) ? ListKind.FULL : ListKind.CHANGES;
        if (found != content.kind()) {
            throw content.isOtherKind(line(xml));
        }
    }

    private void area(XMLStreamReader xml) {
        String value = xml.getAttributeValue(null, VALUE);
        if (value == null || !AREA_CODE.matcher(value).matches()) {
            areaCode = NONE;
            content.bad(line(xml), textOf(xml), "an area code has 3 digits and begins with 2 to 9");
        } else {
            areaCode = Integer.parseInt(value);
        }
    }

    private void number(XMLStreamReader xml) {
        String value = xml.getAttributeValue(null, VALUE);
        Change change = content.kind() == ListKind.FULL ? Change.LISTED : changeOf(xml);
        if (areaCode == NONE) {
            content.bad(line(xml), textOf(xml), "the number is in no area code");
        } else if (value == null || !LOCAL.matcher(value).matches()) {
            content.bad(line(xml), textOf(xml), "a number has 7 digits behind its area code");
        } else if (change == null) {
            content.bad(line(xml), textOf(xml), "exactly one attribute must be A (added) or D (deleted)");
        } else {
            content.number(line(xml), change, areaCode, Integer.parseInt(value));
        }
    }

    /** Returns the only mark among the attributes, whatever its name: the public descriptions do not name it. */
    @Nullable
    private static Change changeOf(XMLStreamReader xml) {
        Change change = null;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String value = xml.getAttributeValue(i);
            Change marked = value.length() == 1 ? Marks.of(value.charAt(0)) : null;
            if (marked != null && change != null) {
                return null;
            }
            change = marked == null ? change : marked;
        }
        return change;
    }

    private static String textOf(XMLStreamReader xml) {
        StringBuilder text = new StringBuilder("<").append(xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount() && text.length() < BadLine.MAX_TEXT; i++) {
            text.append(' ')
                    .append(xml.getAttributeLocalName(i))
                    .append("='")
                    .append(xml.getAttributeValue(i))
                    .append('\'');
        }
        return text.append('>').toString();
    }

    private static long line(XMLStreamReader xml) {
        return xml.getLocation().getLineNumber();
    }
}
