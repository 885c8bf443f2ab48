using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Storage;

/// <summary>
/// A table service of a few rows that fails as it is told to: each request takes the next fault, and is answered as the
/// real service would answer it where none is left. Creating a table takes none.
/// </summary>
public sealed class FaultyTableServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<Fault> _faults = new();
    private readonly ConcurrentDictionary<string, (JsonObject Entity, string Tag)> _rows = new(StringComparer.Ordinal);
    private readonly WebApplication _app;
    private int _writes;

    private FaultyTableServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>What was asked for, without faults and creations: <c>PUT</c>, <c>GET</c>, <c>POST $batch</c>…</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public int Creations { get; private set; }

    /// <summary>Answers creations with 503 while this is true.</summary>
    public bool CannotCreate { get; set; }

    /// <summary>The next request will get no answer.</summary>
    public bool IsNextSilent => _faults.TryPeek(out var next) && next.IsSilent;

    public Uri Endpoint { get; private set; } = null!;

    public static async Task<FaultyTableServer> StartAsync()
    {
        var server = new FaultyTableServer();
        server._app.Urls.Add("http://127.0.0.1:0");
        await server._app.StartAsync();
        server.Endpoint = new Uri(server._app.Urls.First());
        return server;
    }

    public void Next(params Fault[] faults)
    {
        foreach (var fault in faults)
        {
            _faults.Enqueue(fault);
        }
    }

    public TableServiceClient Client(TableClientOptions options) =>
        new(Endpoint, new TableSharedKeyCredential("account", Convert.ToBase64String("key"u8)), options);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.Path.Value ?? "");
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        if (path == "/Tables")
        {
            Creations++;
            await SendAsync(context, CannotCreate ? Answer.Of(503, "ServerBusy") : new Answer(204, ""));
            return;
        }

        Requests.Enqueue(path == "/$batch" ? "POST $batch" : context.Request.Method);
        var fault = _faults.TryDequeue(out var next) ? next : null;
        var answer =
            fault is { IsApplied: false } ? null
            : path == "/$batch" ? Transaction(body)
            : Apply(context.Request.Method, path, context.Request.Headers.IfMatch.ToString(), body);
        await (fault?.AnswerAsync(context) ?? SendAsync(context, answer!));
    }

    private Answer Apply(string method, string path, string ifMatch, string body)
    {
        lock (_rows)
        {
            var json = body.Length == 0 ? null : JsonNode.Parse(body)!.AsObject();
            var key = path.Contains('(') ? path[path.IndexOf('(')..] : Key(json!);
            var isThere = _rows.TryGetValue(key, out var row);
            switch (method)
            {
                case "GET":
                    return isThere ? new Answer(200, Show(row)) : Answer.Of(404, "ResourceNotFound");
                case "POST" when isThere:
                    return Answer.Of(409, "EntityAlreadyExists");
                case "PUT" or "DELETE" when ifMatch.Length > 0 && !isThere:
                    return Answer.Of(404, "ResourceNotFound");
                case "PUT" or "DELETE" when ifMatch is { Length: > 0 } and not "*" && ifMatch != row.Tag:
                    return Answer.Of(412, "UpdateConditionNotSatisfied");
                case "DELETE":
                    _rows.TryRemove(key, out _);
                    return new Answer(204, "");
                default:
                    _rows[key] = (json!, $"W/\"datetime'{++_writes}'\"");
                    return new Answer(204, "");
            }
        }

        static string Key(JsonObject entity) =>
            $"(PartitionKey='{entity["PartitionKey"]}',RowKey='{entity["RowKey"]}')";

        static string Show((JsonObject Entity, string Tag) row)
        {
            var shown = row.Entity.DeepClone().AsObject();
            shown["odata.etag"] = row.Tag;
            return shown.ToJsonString();
        }
    }

    private Answer Transaction(string body)
    {
        lock (_rows)
        {
            var before = _rows.ToArray();
            var parts = Regex.Split(body, "\r\n\r\n(?=[A-Z]+ http)")[1..];
            for (var i = 0; i < parts.Length; i++)
            {
                var lines = parts[i].Split("\r\n");
                var line = lines[0].Split(' ');
                var ifMatch = Array.Find(lines, header => header.StartsWith("If-Match: ", StringComparison.Ordinal));
                var json = Array.Find(lines, text => text.StartsWith('{')) ?? "";
                var path = Uri.UnescapeDataString(new Uri(line[1]).AbsolutePath);
                var answer = Apply(line[0], path, ifMatch?["If-Match: ".Length..] ?? "", json);
                if (answer.Status >= 400)
                {
                    _rows.Clear();
                    Array.ForEach(before, row => _rows[row.Key] = row.Value);
                    return answer.InTransaction(i);
                }
            }

            return new Answer(204, "").InTransaction(0);
        }
    }

    private static async Task SendAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (answer.Status != 204)
        {
            await context.Response.WriteAsync(answer.Body);
        }
    }

    private sealed record Answer(int Status, string Body, string ContentType = "application/json")
    {
        /// <summary>As the service ends each message.</summary>
        private const string Trace =
            "\\nRequestId:6f9619ff-8b86-d011-b42d-00c04fc964ff\\nTime:2026-03-04T05:06:07.0000000Z";

        public static Answer Of(int status, string code, string message = "No.") =>
            new(
                status,
                $$$"""{"odata.error":{"code":"{{{code}}}","message":{"lang":"en-US","value":"{{{message + Trace}}}"} } }"""
            );

        /// <param name="index">Of the change that was refused; null: the answer does not say which.</param>
        public Answer InTransaction(int? index) =>
            new(
                202,
                $"""
                --batchresponse_1
                Content-Type: multipart/mixed; boundary=changesetresponse_2

                --changesetresponse_2
                Content-Type: application/http
                Content-Transfer-Encoding: binary

                HTTP/1.1 {Status} Said
                Content-Type: application/json

                {(index is null ? Body : Body.Replace("No.", $"{index}:No.", StringComparison.Ordinal))}
                --changesetresponse_2--
                --batchresponse_1--

                """.ReplaceLineEndings("\r\n"),
                "multipart/mixed; boundary=batchresponse_1"
            );
    }

    /// <summary>One way to fail.</summary>
    /// <param name="IsApplied">The request is done all the same; only its answer suffers.</param>
    /// <param name="IsSilent">There is no answer, and the connection stays open.</param>
    public sealed record Fault(bool IsApplied, Func<HttpContext, Task> AnswerAsync, bool IsSilent = false)
    {
        public static Fault Busy { get; } =
            Of(503, """{"odata.error":{"code":"ServerBusy","message":{"value":"Busy."}}}""");

        public static Fault Throttled { get; } =
            Of(
                429,
                """{"odata.error":{"code":"TooManyRequests","message":{"value":"Slow down."}}}""",
                headers: ("Retry-After", "0")
            );

        /// <summary>The connection breaks before the request is looked at.</summary>
        public static Fault Lost { get; } = new(false, Tear);

        /// <summary>The request is done, and the connection breaks before the answer.</summary>
        public static Fault DoneAndTorn { get; } = new(true, Tear);

        /// <summary>The request is done, and its answer never comes.</summary>
        public static Fault DoneAndSilent { get; } = new(true, Wait, IsSilent: true);

        public static Fault Silent { get; } = new(false, Wait, IsSilent: true);

        public static Fault Of(
            int status,
            string body,
            string type = "application/json",
            params (string Name, string Value)[] headers
        ) =>
            new(
                false,
                context =>
                {
                    foreach (var (name, value) in headers)
                    {
                        context.Response.Headers.Append(name, value);
                    }

                    return SendAsync(context, new Answer(status, body, type));
                }
            );

        /// <summary>A refused transaction whose answer does not say which change was refused.</summary>
        public static Fault InTransaction(int status, string code, string message) =>
            new(false, context => SendAsync(context, Answer.Of(status, code, message).InTransaction(null)));

        private static Task Tear(HttpContext context)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        private static async Task Wait(HttpContext context)
        {
            var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var _ = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        }
    }
}
