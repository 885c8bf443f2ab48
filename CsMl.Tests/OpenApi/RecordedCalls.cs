using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsMl.Functions.Http;
using CsMl.Tests.Docs;
using CsMl.Tests.Http;
using Xunit.Sdk;

namespace CsMl.Tests.OpenApi;

/// <summary>
/// The calls of docs/csml.http as the app answers them, and a real problem of each code. They are the examples of the
/// description, so ids are replaced by others that are always the same.
/// </summary>
internal sealed partial class RecordedCalls
{
    /// <summary>For a description without examples.</summary>
    public static readonly RecordedCalls None = new();

    /// <summary>The call that this app, which has no CRM, refuses.</summary>
    private const string NeedsCrm = "sync";

    private static readonly Lazy<Task<RecordedCalls>> Recorded = new(RecordAsync);

    private readonly Dictionary<string, RecordedCall> _byFunction = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Function, int Status), JsonNode> _answers = [];
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    private RecordedCalls() { }

    /// <summary>In the order of docs/csml.http.</summary>
    public IReadOnlyCollection<string> Functions => _byFunction.Keys;

    /// <summary>By the name of their code; of one that stands for two statuses with the status.</summary>
    public SortedDictionary<string, JsonNode> Problems { get; } = new(StringComparer.Ordinal);

    public static Task<RecordedCalls> MakeAsync() => Recorded.Value;

    public static string NameOf(ProblemCode code) =>
        code == ProblemCode.NotSignedIn ? $"{code.Name}_{code.Status}" : code.Name;

    /// <summary>What was sent first; null if there is none.</summary>
    public RecordedCall? Of(string function) => _byFunction.GetValueOrDefault(function);

    /// <summary>What was answered first with this status; null if there is none, or if that is a file.</summary>
    public JsonNode? Answer(string function, int status) => _answers.GetValueOrDefault((function, status));

    public static HttpFile ReadFile() => new(Repository.Read("docs/csml.http"));

    private static async Task<RecordedCalls> RecordAsync()
    {
        var calls = new RecordedCalls();
        await using var app = await RunningApp.StartWithAsync(SilentQueue.Use);
        await app.PutSampleAsync();
        await calls.SendAsync(app, ReadFile());
        foreach (var (code, problem) in await ProvokedProblems.MakeAsync(app))
        {
            problem.IsProblem(code.Status, code.Name);
            calls.Problems.Add(NameOf(code), calls.Stable(problem.Body));
        }

        return calls;
    }

    private async Task SendAsync(RunningApp app, HttpFile file)
    {
        var answers = new Dictionary<string, HttpAnswer>(StringComparer.Ordinal);
        foreach (var request in file.Requests)
        {
            // Two predictions of one instant would not be told apart.
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var path = new Uri(file.Fill(request.Url, Answered)).PathAndQuery;
            var headers = request.Headers.Select(h => (h.Name, file.Fill(h.Value, Answered)));
            var body = request.Body is null ? null : file.Fill(request.Body, Answered);
            var answer = await app.SendAsync(new HttpMethod(request.Method), path, body, [.. headers]);
            var isRefused = answer.Status == 409 && request.Name == NeedsCrm;
            Assert.True(answer.Status < 300 || isRefused, $"{request.Method} {path}: {answer.Status} {answer.Body}");
            answers[request.Name] = answer;
            var function = AnswerContract.Find(request.Method, path.Split('?')[0])!;
            _byFunction.TryAdd(function.Operation.Function, new(ContentType(request), BodyOf(request, body)));
            if (function.Answers.Count > 0 && !isRefused)
            {
                _answers.TryAdd((function.Operation.Function, answer.Status), Stable(answer.Body));
            }
        }

        string Answered(string reference) => Value(answers, reference);
    }

    /// <summary>The value of <c>name.response.body.$.path</c> or <c>name.response.headers.NAME</c>.</summary>
    private static string Value(Dictionary<string, HttpAnswer> answers, string reference) =>
        reference.Split('.', 4) switch
        {
            [var name, "response", "body", var path] => answers[name].Text(path["$.".Length..])!,
            [var name, "response", "headers", var header] => answers[name].Headers[header],
            _ => throw new XunitException($"docs/csml.http has the unknown value {reference}."),
        };

    private static string? ContentType(HttpFileRequest request) =>
        request.Headers.FirstOrDefault(h => h.Name == "Content-Type").Value;

    private JsonNode? BodyOf(HttpFileRequest request, string? body) =>
        body is null ? null
        : ContentType(request) == "application/json" ? Stable(body)
        : JsonValue.Create(body + "\n");

    private JsonNode Stable(string body) => JsonNode.Parse(Id().Replace(body, match => Stable(match)))!;

    private string Stable(Match id)
    {
        if (!_ids.TryGetValue(id.Value, out var stable))
        {
            _ids[id.Value] = stable = $"019cb85f-0000-7000-8000-{_ids.Count + 1:d12}";
        }

        return stable;
    }

    [GeneratedRegex(
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Id();
}
