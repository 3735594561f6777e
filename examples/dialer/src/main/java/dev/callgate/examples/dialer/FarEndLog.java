package dev.callgate.examples.dialer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What SIPp received.
 *
 * @param calls one for each INVITE that it logged, in their order
 * @param counted how many calls came in by its own statistics
 */
record FarEndLog(List<FarCall> calls, long counted) {
    /** SIPp's own statistics are in a file with a header, whose last line has the totals. */
    private static final String INCOMING = "IncomingCall(C)";

    static FarEndLog read(Path log, Path statistics) throws IOException {
        return new FarEndLog(calls(lines(log)), counted(lines(statistics)));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** A second INVITE of the same Call-ID is a second call, which must not be lost sight of. */
    private static List<FarCall> calls(List<String> lines) {
        List<FarCall> calls = new ArrayList<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.strip().split(" ", -1);
            if (words[0].equals("invite")) {
                places.put(words[1], calls.size());
                calls.add(new FarCall(SipCallId.callId(words[1]), words[2], words[3], words[4], ""));
            } else if (words[0].equals("end") && places.containsKey(words[1])) {
                calls.set(places.get(words[1]), calls.get(places.get(words[1])).ended(words[2]));
            }
        }
        return List.copyOf(calls);
    }

    private static long counted(List<String> lines) {
        if (lines.size() < 2) {
            return 0;
        }
        int column = List.of(lines.get(0).split(";", -1)).indexOf(INCOMING);
        return Long.parseLong(lines.get(lines.size() - 1).split(";", -1)[column]);
    }
}
