package dev.callgate.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes the gates of {@link GateAt}. */
final class GateResolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.isAnnotated(GateAt.class) && parameter.getParameter().getType() == TestGate.class;
    }

    @Override
    public TestGate resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return TestGate.at(parameter.findAnnotation(GateAt.class).orElseThrow().value());
    }
}
