using System.Globalization;
using System.Text;

namespace CsMl.Benchmarks;

/// <summary>
/// Generates a file of invented accounts, identical on every machine and similar to the real ones of the tests: six
/// snapshots, twelve contacts and an occasional ticket; 1.6 KB per line on average. Their behaviour differs, so that
/// every rule is used: some keep their rhythm, some decline, some are silent, some are new.
/// </summary>
internal static class GenerateLines
{
    private static readonly DateTime AsOf = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Sentiments = ["neutral", "neutral", "neutral", "positive", "positive", "negative"];
    private static readonly string[] Types = ["EMAIL", "EMAIL", "EMAIL", "CALL", "MEETING", "NOTE"];

    public static async Task ToAsync(string path, int accounts)
    {
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        var random = new Random(20260301);
        var line = new StringBuilder(8192);
        for (var i = 0; i < accounts; i++)
        {
            line.Clear();
            Write(line, random, i);
            await file.WriteAsync(line);
        }
    }

    private static void Write(StringBuilder line, Random random, int i)
    {
        var age = random.Next(4) == 0 ? random.Next(20, 90) : random.Next(90, 365);
        // The last contact: today for accounts that keep their rhythm, long ago for silent ones.
        var last = random.Next(3) switch
        {
            0 => random.Next(1, 10),
            1 => random.Next(5, 40),
            _ => random.Next(20, Math.Max(21, age)),
        };
        var score = 30 + 65 * random.NextDouble();
        var drift = 12 * (random.NextDouble() - 0.6);
        line.Append(
            CultureInfo.InvariantCulture,
            $$"""{"accountId":"{{i}}@2026-03-01","name":"Customer {{i}} (Testland)","dataset":"generated","asOf":"2026-03-01T00:00:00Z","createdAt":"{{At(random, age)}}","healthScore":{{score:0.0}},"healthHistory":["""
        );
        for (var month = Math.Min(5, age / 30); month >= 0; month--)
        {
            var then = Math.Clamp(score - month * drift + 10 * random.NextDouble() - 5, 1, 100);
            line.Append(
                CultureInfo.InvariantCulture,
                $$"""{"date":"{{AsOf.AddDays(-30 * month):yyyy-MM-dd}}","overallScore":{{then:0.0}},"usageScore":{{100 * random.NextDouble():0.0}},"supportScore":100.0,"engagementScore":{{100 * random.NextDouble():0.0}},"sentimentScore":{{100 * random.NextDouble():0.0}}}{{(month == 0 ? "" : ",")}}"""
            );
        }

        line.Append("],\"activities\":[");
        var contacts = random.Next(1, 15);
        for (var n = contacts; n > 0; n--)
        {
            var day = last + (age - last) * (n - 1) / Math.Max(1, contacts);
            line.Append(
                CultureInfo.InvariantCulture,
                $$"""{"type":"{{Types[random.Next(6)]}}","date":"{{At(random, Math.Max(1, day))}}","sentiment":"{{Sentiments[random.Next(6)]}}","source":"ORDER_INVOICE"}{{(n == 1 ? "" : ",")}}"""
            );
        }

        line.Append("],\"tickets\":[");
        for (var n = random.Next(4) == 0 ? random.Next(1, 3) : 0; n > 0; n--)
        {
            line.Append(
                CultureInfo.InvariantCulture,
                $$"""{"id":"t{{n}}","createdAt":"{{At(random, random.Next(1, age))}}","status":"{{(random.Next(2) == 0 ? "OPEN" : "CLOSED")}}","priority":"{{(random.Next(3) == 0 ? "HIGH" : "LOW")}}"}{{(n == 1 ? "" : ",")}}"""
            );
        }

        line.Append("],\"subscription\":{\"trailing365Revenue\":")
            .Append(CultureInfo.InvariantCulture, $"{9000 * random.NextDouble():0.00}")
            .Append(",\"currency\":\"GBP\"}}\n");
    }

    private static string At(Random random, int daysAgo) =>
        AsOf.AddDays(-daysAgo)
            .AddMinutes(random.Next(8 * 60, 18 * 60))
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
