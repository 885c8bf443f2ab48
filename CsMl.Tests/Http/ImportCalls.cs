using System.Text;

namespace CsMl.Tests.Http;

/// <summary>What is imported, and what is told of it.</summary>
internal static class ImportCalls
{
    public const string Csv = "text/csv";
    public const string Lines = "application/x-ndjson";
    public const int MiB = 1024 * 1024;

    public static Task<HttpAnswer> ContextAsync(this RunningApp app, string id) =>
        app.GetAsync(RunningApp.Account(id, "context"));

    public static Task<HttpAnswer> ImportAsync(this RunningApp app, string? type, string body) =>
        app.ImportAsync(type, Encoding.UTF8.GetBytes(body));

    public static Task<HttpAnswer> ImportAsync(this RunningApp app, string? type, byte[] body) =>
        app.ImportAsync("", type, body);

    /// <param name="query">With its question mark.</param>
    public static async Task<HttpAnswer> ImportAsync(this RunningApp app, string query, string? type, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio("import" + query))
        {
            Content = new ByteArrayContent(body),
        };
        if (type is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return await app.SendAsync(request);
    }

    /// <summary>Looks again until it is so.</summary>
    public static async Task WhenAsync(Func<bool> isSo)
    {
        using var late = new CancellationTokenSource(HangGuard.Limit);
        while (!isSo())
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Line and field of each error or warning.</summary>
    public static IEnumerable<(int Line, string Field)> Places(HttpAnswer answer, string list) =>
        answer.Items(list).Select(e => (e.GetProperty("line").GetInt32(), e.GetProperty("field").GetString()!));

    public static (int, int, int) Counts(HttpAnswer answer) =>
        (answer.At("received").GetInt32(), answer.At("imported").GetInt32(), answer.At("failed").GetInt32());
}
