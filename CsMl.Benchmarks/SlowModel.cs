using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CsMl.Benchmarks;

/// <summary>A chat completion server with constant latency that agrees with the estimate in the prompt.</summary>
internal static class SlowModel
{
    public const string Name = "slow-model";

    /// <summary>Tokens per call, so that the number of calls follows from a run's cost.</summary>
    public const int TokensPerCall = TokensOfPrompt + 1;

    /// <summary>Fewer would be no plausible number for a prompt, and would not count.</summary>
    private const int TokensOfPrompt = 3_000;

    /// <summary>
    /// Serves until standard input ends. Prints its address first and the number of calls at the end.
    /// </summary>
    public static async Task<int> RunAsync(TimeSpan latency)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var calls = 0;
        app.Run(async context =>
        {
            Interlocked.Increment(ref calls);
            var due = Task.Delay(latency, TimeProvider.System, context.RequestAborted);
            var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            var answer = Answer((string)body!["messages"]![1]!["content"]!);
            await due;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer, context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        Console.WriteLine(calls.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static string Answer(string facts)
    {
        using var json = JsonDocument.Parse(facts[facts.IndexOf('{')..(facts.LastIndexOf('}') + 1)]);
        var reply = new JsonObject
        {
            ["riskFactors"] = new JsonArray(
                new JsonObject
                {
                    ["evidence"] = json.RootElement.GetProperty("evidence")[0].GetProperty("id").GetString(),
                    ["description"] = "This weighs most.",
                    ["impact"] = "high",
                }
            ),
            ["drivers"] = new JsonArray("What weighs most is named first"),
            ["explanation"] = "The estimate stands.",
            ["probability"] = json.RootElement.GetProperty("estimate").GetProperty("probability").GetDouble(),
            ["confidence"] = 0.7,
            ["recommendations"] = new JsonArray(
                new JsonObject
                {
                    ["rationale"] = "It weighs most.",
                    ["action"] = "Call the account",
                    ["priority"] = "high",
                    ["expectedImpact"] = "It is heard",
                    ["effort"] = "low",
                    ["timeframe"] = "this week",
                }
            ),
        };
        return new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["model"] = Name,
            ["choices"] = new JsonArray(
                new JsonObject
                {
                    ["index"] = 0,
                    ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = reply.ToJsonString() },
                    ["finish_reason"] = "stop",
                }
            ),
            ["usage"] = new JsonObject { ["prompt_tokens"] = TokensOfPrompt, ["completion_tokens"] = 1 },
        }.ToJsonString();
    }
}
