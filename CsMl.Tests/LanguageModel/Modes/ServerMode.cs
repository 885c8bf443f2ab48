using CsMl.Tests.LanguageModel.App;
using CsMl.Tests.LanguageModel.Client;

namespace CsMl.Tests.LanguageModel.Modes;

/// <summary>A way of the fake server to behave as somebody reported of a real one.</summary>
/// <param name="Answer">The reply to a request, and to the how many-th it is, from 0.</param>
public sealed record ServerMode(string Name, Func<SentRequest, int, FakeReply> Answer)
{
    /// <summary>The fallback reason; null if the model's prediction is to be shown.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of requests until the end.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>Where the status says the cause of a lasting failure, some of its words.</summary>
    public string? Status { get; init; }

    /// <summary>The server answers every question so, and the text of the good model is in it.</summary>
    public static ServerMode Says(string name, Func<string, FakeReply> reply) =>
        new(name, (request, _) => reply(GoodModel.Text(request)));

    /// <summary>The server puts something around the text of the good model.</summary>
    public static ServerMode Wraps(string name, string around) =>
        Says(name, text => FakeReply.Text(around.Replace("{0}", text, StringComparison.Ordinal)));

    /// <summary>The server refuses requests that have something, and answers the others.</summary>
    public static ServerMode Refuses(string name, Func<SentRequest, bool> what, FakeReply refusal, int calls) =>
        new(name, (request, _) => what(request) ? refusal : GoodModel.Reply(request)) { Calls = calls };

    /// <summary>The server fails once and then answers.</summary>
    public static ServerMode Recovers(string name, FakeReply failure) =>
        new(name, (request, call) => call == 0 ? failure.With("Retry-After", "0") : GoodModel.Reply(request))
        {
            Calls = 2,
        };

    /// <summary>The server answers every request with this.</summary>
    public static ServerMode Always(string name, FakeReply reply, string reason, int calls = 1) =>
        new(name, (_, _) => reply.With("Retry-After", "0")) { Reason = reason, Calls = calls };
}
