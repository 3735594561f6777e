package dev.callgate.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", textBlock = """
                    jdbc:postgresql://u:pass@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:pa/ss@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:/pass@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:pass/@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:p@ss@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:p@s/s@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:p:ss@h:5432/db -> jdbc:postgresql://u:****@h:5432/db
                    jdbc:postgresql://u:pa ss@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:p?ss@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:p;ss@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:p&ss@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:p#ss@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:p//ss@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://u:p%2Fs%40s@h/db -> jdbc:postgresql://u:****@h/db
                    jdbc:postgresql://:pass@h/db -> jdbc:postgresql://:****@h/db
                    jdbc:postgresql://me@corp:pass@h/db -> jdbc:postgresql://me@corp:****@h/db
                    jdbc:postgresql://corp/me:pass@h/db -> jdbc:postgresql://corp/me:****@h/db
                    jdbc:postgresql://u:pa/ss@h/db?password=p@ss -> jdbc:postgresql://u:****@h/db?password=****
                    jdbc:postgresql://h/db?password=pass -> jdbc:postgresql://h/db?password=****
                    jdbc:postgresql://h:5432/db?password=p@ss -> jdbc:postgresql://h:5432/db?password=****
                    jdbc:postgresql://h:5432/db?password=p/s:s -> jdbc:postgresql://h:5432/db?password=****
                    jdbc:postgresql://h/db?password=a&b -> jdbc:postgresql://h/db?password=****
                    jdbc:postgresql://h/db?password=a&b=c -> jdbc:postgresql://h/db?password=****
                    jdbc:postgresql://h/db?password=a;b?c=d -> jdbc:postgresql://h/db?password=****
                    jdbc:postgresql://h/db?user=u&password=pass#x -> jdbc:postgresql://h/db?user=u&password=****
                    jdbc:postgresql://h/db?user=u&password=p%26a%3Dss&ssl=true -> jdbc:postgresql://h/db?user=u&password=****
                    jdbc:postgresql://h/db?PassWord=pass -> jdbc:postgresql://h/db?PassWord=****
                    jdbc:postgresql://h/db?sslpassword=pass&user=u -> jdbc:postgresql://h/db?sslpassword=****
                    jdbc:postgresql://h/db&password=p@ss -> jdbc:postgresql://h/db&password=****
                    jdbc:mariadb://h/db?user=u&pwd=pass -> jdbc:mariadb://h/db?user=u&pwd=****
                    jdbc:mariadb://h/db?keyStorePassword=pass -> jdbc:mariadb://h/db?keyStorePassword=****
                    jdbc:mariadb://h/db?password2=pass -> jdbc:mariadb://h/db?password2=****
                    jdbc:mariadb://h/db?passwd=pass -> jdbc:mariadb://h/db?passwd=****
                    jdbc:h2:mem:x;PASSWORD=pass -> jdbc:h2:mem:x;PASSWORD=****
                    jdbc:h2:mem:x;USER=u;PASSWORD=pa;ss -> jdbc:h2:mem:x;USER=u;PASSWORD=****
                    jdbc:h2:mem:x;password=p/a@ss;MODE=MySQL -> jdbc:h2:mem:x;password=****
                    jdbc:h2:tcp://h:9092/~/x;PASSWORD=p@ss -> jdbc:h2:tcp://h:9092/~/x;PASSWORD=****
                    jdbc:h2:mem:x;PASSWORD = pass -> jdbc:h2:mem:x;PASSWORD =****
                    jdbc:h2:mem:x;PASSWORD= -> jdbc:h2:mem:x;PASSWORD=****""")
    @DisplayName("L11 no part of a password in a URL is shown, whatever characters it has")
    void hidden(String url, String shown) {
        assertEquals(shown, Passwords.hide(url));
        assertEquals("no driver takes " + shown, Passwords.hide("no driver takes " + url));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    jdbc:h2:mem:x
                    jdbc:h2:file:./target/x;USER=u;MODE=MySQL
                    jdbc:h2:file:C:/data/x
                    jdbc:h2:tcp://h:9092/~/x;USER=u
                    jdbc:postgresql://h/db
                    jdbc:postgresql://h1:5432/db?user=u&ssl=true
                    jdbc:postgresql://h:5432/db?user=me@corp
                    jdbc:postgresql://h:5432/db?ssl=true&User=me@corp&currentSchema=x
                    jdbc:postgresql://[::1]:5432/db?user=u
                    jdbc:postgresql://u@h/db
                    'jdbc:postgresql://h1:5432,h2:5432/db'""")
    @DisplayName("L11 a URL without a password is shown as it is")
    void shown(String url) {
        assertEquals(url, Passwords.hide(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://u:pass@h/db",
                "jdbc:postgresql://u:pa/ss@h/db",
                "jdbc:postgresql://u:1a@h:5432/db",
                "jdbc:mariadb://u:p?ss@h/db",
                "jdbc:h2:tcp://u:p/ss@h/db"
            })
    @DisplayName("L11 a URL with a password before its host is refused before a driver reads and quotes it")
    void refused(String url) {
        String told = assertThrows(UserException.class, () -> Database.open(url, null, null))
                .getMessage();
        assertTrue(
                told.startsWith("cannot open the database " + Passwords.hide(url) + ": its URL has a password"), told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h:5432/db?ApplicationName=a@b",
                "jdbc:postgresql://[::1]:5432/db?ApplicationName=a@b",
                "jdbc:postgresql://h:5432/db?password=p@ss",
                "jdbc:postgresql://h1:5432,h2:5432/db?user=a@b",
                "jdbc:h2:tcp://h/C:/a@b",
                "jdbc:h2:tcp://h:9092/~/a@b",
                "jdbc:h2:file:///C:/a@b"
            })
    @DisplayName("L11 a URL with an @ elsewhere is not refused")
    void notRefused(String url) {
        assertFalse(Passwords.hasPasswordBeforeHost(url));
    }
}
