using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Limits;
using CsMl.Functions.Http;

namespace CsMl.Tests.OpenApi;

/// <summary>Problem details (RFC 9457) with what this app adds.</summary>
internal static class ProblemSchema
{
    public const string Name = "Problem";

    public static JsonObject Make() =>
        new()
        {
            ["type"] = "object",
            ["description"] = "Why a call failed (RFC 9457).",
            ["properties"] = new JsonObject
            {
                ["type"] = Text("A URI for the kind of problem"),
                ["title"] = Text("The status in words"),
                ["status"] = new JsonObject { ["type"] = "integer", ["format"] = "int32" },
                ["detail"] = Text("What was wrong, and what would be right"),
                ["code"] = new JsonObject
                {
                    ["type"] = "string",
                    ["description"] = "The kind of problem, for programs",
                    ["enum"] = new JsonArray([
                        .. DescribedFunction
                            .All.SelectMany(f => f.Problems)
                            .Select(code => code.Name)
                            .Distinct()
                            .Order(StringComparer.Ordinal),
                    ]),
                },
                ["errors"] = new JsonObject
                {
                    ["type"] = "object",
                    ["description"] = "For each field at fault, what is wrong and what would be right",
                    ["additionalProperties"] = new JsonObject
                    {
                        ["type"] = "array",
                        ["items"] = new JsonObject { ["type"] = "string" },
                    },
                },
                ["retryAfter"] = new JsonObject
                {
                    ["type"] = "integer",
                    ["format"] = "int32",
                    ["description"] = "After how many seconds to try again, as Retry-After",
                },
                ["limit"] = Limit(),
                ["requiredRole"] = Role(),
                ["lifecycle"] = new JsonObject
                {
                    ["type"] = "string",
                    ["description"] = "What the account is, where it is no customer",
                    ["enum"] = new JsonArray([.. EnumNames.All<Lifecycle>()]),
                },
                ["reason"] = Text("How that is known"),
                ["since"] = new JsonObject
                {
                    ["type"] = new JsonArray("string", "null"),
                    ["format"] = "date-time",
                    ["description"] = "Since when it is so; null if unknown",
                },
            },
            ["required"] = new JsonArray("title", "status", "detail", "code"),
        };

    /// <summary>As <see cref="RateLimitFields"/> writes it.</summary>
    private static JsonObject Limit() =>
        new()
        {
            ["type"] = "object",
            ["description"] = "The limit of the day that is reached, as RateLimit-Policy and RateLimit",
            ["properties"] = new JsonObject
            {
                ["name"] = new JsonObject
                {
                    ["type"] = "string",
                    ["enum"] = new JsonArray([.. EnumNames.All<LimitKind>()]),
                },
                ["quota"] = Whole("How often within the window"),
                ["remaining"] = Whole("How often still"),
                ["windowSeconds"] = Whole("The length of the window"),
                ["resetSeconds"] = Whole("The time until the next window"),
            },
            ["required"] = new JsonArray("name", "quota", "remaining", "windowSeconds", "resetSeconds"),
            ["additionalProperties"] = false,
        };

    private static JsonObject Role() =>
        new()
        {
            ["type"] = "string",
            ["description"] = "The least role that may make the call",
            ["enum"] = new JsonArray([.. EnumNames.All<AccessRole>()]),
        };

    private static JsonObject Whole(string description) =>
        new()
        {
            ["type"] = "integer",
            ["format"] = "int32",
            ["description"] = description,
        };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
}
