package dev.callgate.examples.dialer.sipp;

import dev.callgate.examples.dialer.sip.SipCallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls that SIPp received.
 *
 * @param calls one for each INVITE that it logged, in order
 * @param counted number of incoming calls in its statistics
 * @param invites the called number of each INVITE on the wire, without retransmissions. This includes INVITEs with the Call-ID of an
 *     earlier call, which SIPp neither logs nor counts
 */
public record SippLog(List<ReceivedCall> calls, long counted, List<String> invites) {
    /** Column of SIPp's statistics, a file with a header whose last line has the totals. */
    private static final String INCOMING = "IncomingCall(C)";

    private static final Pattern INVITE = Pattern.compile("INVITE sip:([+0-9]+)@.*;user=phone SIP/2.0");
    private static final Pattern BRANCH = Pattern.compile("Via:.*;branch=([^;]+).*");

    static SippLog read(Path log, Path statistics, Path messages) throws IOException {
        return new SippLog(calls(lines(log)), counted(lines(statistics)), invites(lines(messages)));
    }

    /** A retransmission has the same branch (RFC 3261, section 8.1.1.7). */
    private static List<String> invites(List<String> lines) {
        Map<String, String> calledByBranch = new LinkedHashMap<>();
        String called = null;
        for (String line : lines) {
            Matcher invite = INVITE.matcher(line);
            Matcher branch = BRANCH.matcher(line);
            if (invite.find()) {
                called = invite.group(1);
            } else if (called != null && branch.matches()) {
                calledByBranch.put(branch.group(1), called);
                called = null;
            }
        }
        return List.copyOf(calledByBranch.values());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** A second INVITE with the same Call-ID is a second call, and must be reported as such. */
    private static List<ReceivedCall> calls(List<String> lines) {
        List<ReceivedCall> calls = new ArrayList<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.strip().split(" ", -1);
            if (words[0].equals("invite")) {
                places.put(words[1], calls.size());
                calls.add(new ReceivedCall(SipCallId.callId(words[1]), words[2], words[3], words[4], ""));
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
