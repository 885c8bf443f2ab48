using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>One way to answer a request. <c>FakeReply.Of</c> is the general form, the others are ready to use.</summary>
/// <param name="Bill">What the body says that it cost; null where it says nothing.</param>
public sealed record FakeReply(int Status, string Body, Bill? Bill = null)
{
    private static readonly Bill Usual = new(Input: 120, Output: 30);

    /// <summary>Waited for before anything is sent.</summary>
    internal Func<CancellationToken, Task> Gate { get; private init; } = _ => Task.CompletedTask;

    internal Func<HttpContext, FakeReply, Task> SendAsync { get; init; } = FakeSending.WholeAsync;

    internal IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    /// <summary>An answer with any status and body.</summary>
    public static FakeReply Of(int status, string body) => new(status, body);

    /// <summary>A completion with this text.</summary>
    public static FakeReply Text(string text, Bill? bill = null) =>
        Completion(new JsonObject { ["role"] = "assistant", ["content"] = text }, "stop", bill ?? Usual);

    /// <summary>A completion with this message.</summary>
    public static FakeReply Message(JsonObject message, string finish = "stop", Bill? bill = null) =>
        Completion(message, finish, bill ?? Usual);

    /// <summary>A stream of events that nobody asked for.</summary>
    public static FakeReply Events(params string[] lines) => Of(200, string.Join('\n', lines) + "\n\n");

    /// <summary>A text that ran into the limit of tokens.</summary>
    public static FakeReply CutByLength(string text, Bill? bill = null) =>
        Completion(new JsonObject { ["role"] = "assistant", ["content"] = text }, "length", bill ?? Usual);

    /// <summary>The reply itself was held back by a content filter.</summary>
    public static FakeReply Filtered(Bill? bill = null) =>
        Completion(new JsonObject { ["role"] = "assistant", ["content"] = "" }, "content_filter", bill ?? Usual);

    /// <summary>The model says no.</summary>
    public static FakeReply Declined(Bill? bill = null) =>
        Completion(
            new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = null,
                ["refusal"] = "I cannot help with that.",
            },
            "stop",
            bill ?? Usual
        );

    public static FakeReply WithoutContent() =>
        Completion(new JsonObject { ["role"] = "assistant", ["content"] = null }, "stop", Usual);

    /// <summary>JSON, and no field of the type that it should have.</summary>
    public static FakeReply WrongTypes() => Of(200, """{"choices":{"message":7},"usage":"much","model":[]}""");

    /// <summary>The connection ends in order, the JSON in the middle.</summary>
    public static FakeReply CutJson() => Of(200, Text("a").Body[..^20]);

    /// <summary>The connection ends before the length that was announced.</summary>
    public static FakeReply Torn() => Text("a") with { Bill = null, SendAsync = FakeSending.HalfAsync };

    /// <summary>The connection is reset before an answer.</summary>
    public static FakeReply Reset() => Of(0, "") with { SendAsync = FakeSending.ResetAsync };

    /// <summary>No answer until the caller goes away.</summary>
    public static FakeReply Hang() => Of(0, "") with { SendAsync = FakeSending.HangAsync };

    /// <summary>A body that comes byte by byte, one at each tick of this clock.</summary>
    public static FakeReply Trickled(TimeSpan tick, TimeProvider time) =>
        Text("a") with
        {
            Bill = null,
            SendAsync = (context, reply) => FakeSending.TrickleAsync(context, reply, tick, time),
        };

    public static FakeReply Busy(string retryAfter) => Busy().With("Retry-After", retryAfter);

    public static FakeReply BusyMilliseconds(int milliseconds) =>
        Busy().With("retry-after-ms", milliseconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>429 that does not say for how long.</summary>
    public static FakeReply Busy() => Refusal(429, "rate_limit_exceeded", "Rate limit reached.");

    public static FakeReply Broken(int status = 500) => Refusal(status, "server_error", "The server had an error.");

    public static FakeReply WrongKey() => Refusal(401, "invalid_api_key", "Incorrect API key provided: key-one.");

    /// <summary>401 in the words of Azure, with a number for a code.</summary>
    public static FakeReply WrongAzureKey() =>
        Of(
            401,
            """{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}"""
        );

    /// <summary>429 in the words of Azure, with a number for a code.</summary>
    public static FakeReply BusyAzure() =>
        Of(
            429,
            """{"error":{"code":"429","message":"Requests have exceeded token rate limit. Please retry after 6 seconds."}}"""
        );

    public static FakeReply NoDeployment() =>
        Of(
            404,
            """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}"""
        );

    /// <summary>The prompt was held back by Azure's content filter.</summary>
    public static FakeReply PromptFiltered() =>
        Of(
            400,
            """
            {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
            "type":null,"param":"prompt","code":"content_filter","status":400,
            "innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"jailbreak":{"filtered":true,"detected":true} } } } }
            """
        );

    /// <summary>An error in the shape of the API.</summary>
    /// <param name="parameter">The field of the request that it is about.</param>
    public static FakeReply Refusal(int status, string? code, string message, string? parameter = null) =>
        Of(
            status,
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["message"] = message,
                    ["type"] = "invalid_request_error",
                    ["param"] = parameter,
                    ["code"] = code,
                },
            }.ToJsonString()
        );

    /// <summary>400 for a format of replies that the server does not know.</summary>
    public static FakeReply RefusedFormat(string format) =>
        Refusal(
            400,
            null,
            $"Invalid parameter: 'response_format' of type '{format}' is not supported with this model.",
            "response_format"
        );

    public FakeReply With(string header, string value) => this with { Headers = [.. Headers, (header, value)] };

    /// <summary>The same, when this is done.</summary>
    public FakeReply After(Task signal) => this with { Gate = signal.WaitAsync };

    /// <summary>The same, after a time by this clock.</summary>
    public FakeReply After(TimeSpan latency, TimeProvider time) =>
        this with
        {
            Gate = gone => Task.Delay(latency, time, gone),
        };

    private static FakeReply Completion(JsonObject message, string finish, Bill bill) =>
        new(
            200,
            new JsonObject
            {
                ["id"] = "chatcmpl-1",
                ["object"] = "chat.completion",
                ["created"] = 1_700_000_000,
                ["model"] = "fake-model-2026-01-01",
                ["choices"] = new JsonArray(
                    new JsonObject
                    {
                        ["index"] = 0,
                        ["message"] = message,
                        ["finish_reason"] = finish,
                    }
                ),
                ["usage"] = new JsonObject
                {
                    ["prompt_tokens"] = bill.Input,
                    ["completion_tokens"] = bill.Output,
                    ["total_tokens"] = bill.Input + bill.Output,
                    ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = bill.Cached },
                },
            }.ToJsonString(),
            bill
        );
}
