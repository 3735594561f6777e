package dev.callgate.contract;

import dev.callgate.model.StoreException;
import dev.callgate.spi.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Makes one access of a node to its data fail: a call of a store without connections, or a step of a data source, which is a request for
 * a connection, a statement or a commit.
 */
public final class WorldFaults {
    private static final Pattern WRITE = Pattern.compile(
            "(count(?!ers)|add|update|delete|assign(?!ments)|move|change|unassign|reset|release|complete|renew|erase|forget).*");
    private static final String LOST = "08006";

    /** How an access fails. */
    public enum Kind {
        /** The server accepts no connection. */
        REFUSED,
        /** The server rolls the transaction back, because of a deadlock. */
        ROLLED_BACK,
        /** The connection breaks before the server gets the statement or the commit. */
        CUT_BEFORE,
        /** The connection breaks after the server has executed it. */
        CUT_AFTER,
        /** The server is down from then on. */
        DOWN
    }

    private Kind kind = Kind.DOWN;
    private int left = Integer.MAX_VALUE;
    private boolean isArmed;

    /** Lets an access of the next operation fail, after {@code at} others. */
    void arm(Kind how, int at) {
        kind = how;
        left = at;
        isArmed = true;
    }

    void disarm() {
        isArmed = false;
    }

    /** Returns whether this access fails; a later one does not, unless the server stays down. */
    private boolean fails(boolean opens) {
        boolean canFail =
                switch (kind) {
                    case REFUSED -> opens;
                    case ROLLED_BACK -> !opens;
                    default -> true;
                };
        if (!isArmed || left-- > 0 || !canFail) {
            return false;
        }
        isArmed = kind == Kind.DOWN;
        return true;
    }

    /** Returns a view of a store that needs no connections; its calls fail. */
    public Storage over(Storage store) {
        return proxy(Storage.class, (method, arguments) -> {
            boolean fails = fails(kind == Kind.REFUSED);
            if (!fails || kind == Kind.CUT_AFTER) {
                Object answer = method.invoke(store, arguments);
                if (!fails) {
                    return answer;
                }
            }
            throw kind.name().startsWith("CUT") && isWrite(method)
                    ? new StoreException.OutcomeUnknown(kind + " in " + method.getName(), null)
                    : new StoreException.NotApplied(kind + " in " + method.getName(), null);
        });
    }

    private static boolean isWrite(Method method) {
        return WRITE.matcher(method.getName()).matches();
    }

    /**
     * Returns a view of a data source whose connections and statements fail.
     *
     * @param codeOfDeadlock the database's own code of a deadlock; 0 if it has only an SQLState
     */
    public DataSource over(DataSource source, int codeOfDeadlock) {
        return proxy(DataSource.class, (method, arguments) -> {
            if (method.getName().equals("getConnection") && fails(true)) {
                throw new SQLException("the server refuses connections", "08001");
            }
            Object answer = method.invoke(source, arguments);
            return answer instanceof Connection connection ? new Cut(connection, codeOfDeadlock).view() : answer;
        });
    }

    /** A connection that can break. */
    private final class Cut {
        private final Connection real;
        private final int codeOfDeadlock;
        private boolean isBroken;

        Cut(Connection real, int codeOfDeadlock) {
            this.real = real;
            this.codeOfDeadlock = codeOfDeadlock;
        }

        Connection view() {
            return proxy(Connection.class, (method, arguments) -> {
                Object answer = call(real, method, arguments);
                if (answer instanceof PreparedStatement statement) {
                    return proxy(PreparedStatement.class, (each, values) -> call(statement, each, values));
                }
                return answer instanceof Statement statement
                        ? proxy(Statement.class, (each, values) -> call(statement, each, values))
                        : answer;
            });
        }

        private Object call(Object target, Method method, Object[] arguments)
                throws ReflectiveOperationException, SQLException {
            boolean isStep =
                    method.getName().startsWith("execute") || method.getName().equals("commit");
            if (isBroken && method.getName().equals("isValid")) {
                return false;
            } else if (isBroken && isStep) {
                throw lost();
            }
            boolean fails = isStep && fails(false);
            if (fails && kind != Kind.CUT_AFTER) {
                throw broken();
            }
            Object answer = method.invoke(target, arguments);
            if (fails) {
                throw broken();
            }
            return answer;
        }

        /** Ends the transaction as the server does, and returns what its client is told. */
        private SQLException broken() throws SQLException {
            if (!real.getAutoCommit()) {
                real.rollback();
            }
            isBroken = kind != Kind.ROLLED_BACK;
            return isBroken ? lost() : new SQLException("deadlock", "40001", codeOfDeadlock);
        }

        private static SQLException lost() {
            return new SQLException("the connection to the server is lost", LOST);
        }
    }

    /** What a method returns; what a reflective call wraps is thrown as it was. */
    private interface Call {
        Object to(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                WorldFaults.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
