package dev.callgate.examples.asterisk;

import dev.callgate.CallGate;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.AgiScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A script that uses the gate. It maps each failure to a code, which the dial plan reads. */
abstract class GateScript implements AgiScript {
    static final String INVALID_REQUEST = "invalid_request";

    private static final Logger LOG = LoggerFactory.getLogger(GateScript.class);

    final CallGate gate;

    @Nullable
    private final OrganizationId defaultOrganization;

    GateScript(CallGate gate, @Nullable OrganizationId defaultOrganization) {
        this.gate = gate;
        this.defaultOrganization = defaultOrganization;
    }

    final CallArguments arguments(AgiRequest request, AgiChannel channel) {
        return new CallArguments(request, channel, defaultOrganization);
    }

    /** Returns the answer of the gate, or the answer for its failure, made from the code and the exception. */
    static <T> T ask(Supplier<T> gate, BiFunction<String, RuntimeException, T> failure) {
        try {
            return gate.get();
        } catch (StoreException.OutcomeUnknown e) {
            return failure.apply("outcome_unknown", e);
        } catch (StoreException e) {
            return failure.apply("store_unavailable", e);
        } catch (RuntimeException e) {
            LOG.error("the gate failed", e);
            return failure.apply("error", e);
        }
    }
}
