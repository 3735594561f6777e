package dev.callgate.examples.quickstart;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.host.Text;
import dev.callgate.model.OrganizationId;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Asks the gate before each call, as a dialer does, and prints the answers. */
final class Dialer {
    private static final String LINE = "  %-8s  %-7s  %-17s  ";

    private final CallGate gate;
    private final OrganizationId organization;
    private final DialPlan dialPlan;
    private final ZoneId zone;
    private final PrintWriter out;
    private final Set<Call> waiting = new LinkedHashSet<>();
    private long counted;

    Dialer(CallGate gate, OrganizationId organization, DialPlan dialPlan, ZoneId zone, PrintWriter out) {
        this.gate = gate;
        this.organization = organization;
        this.dialPlan = dialPlan;
        this.zone = zone;
        this.out = out;
    }

    void printHeader() {
        out.println(LINE.formatted("agent", "country", "dialed") + "answer");
    }

    /** Asks the gate once for each time that the call is placed. */
    void place(Call call) {
        Destination destination = dialPlan.understood(call.to());
        CallRequest request = CallRequest.by(organization, call.agent()).to(destination);
        Outcomes outcomes = new Outcomes(zone);
        for (int i = 0; i < call.times(); i++) {
            CallDecision decision = gate.decide(request);
            outcomes.add(decision);
            note(call, decision);
        }
        List<String> lines = call.times() == 1 ? outcomes.single() : outcomes.counted();
        String caller = LINE.formatted(call.agent(), region(destination), Text.oneLine(call.to()));
        for (String line : lines) {
            out.println(caller + Text.oneLine(line));
            caller = " ".repeat(caller.length());
        }
    }

    private void note(Call call, CallDecision decision) {
        if (decision instanceof Allowed allowed && !allowed.isEmergency()) {
            counted++;
        } else if (decision instanceof Refused refused && refused.nextAllowed() != null) {
            waiting.add(call.once());
        }
    }

    private static String region(Destination destination) {
        return destination instanceof Destination.Valid dialable
                ? dialable.e164().region()
                : "-";
    }

    /** Returns the distinct calls that were refused until another day. */
    List<Call> waiting() {
        return new ArrayList<>(waiting);
    }

    /** Returns the program's own count of allowed calls, without emergency calls. */
    long counted() {
        return counted;
    }
}
