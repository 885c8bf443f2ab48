using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Local.Host;

/// <summary>One function of the app: its name, what sets it off, and how to call it.</summary>
public sealed record Function(string Name, TriggerBinding Trigger, FunctionCall Call);

/// <summary>
/// Makes an instance of the function's class from <paramref name="services"/> and calls the method (a static one as it is). Compiled once
/// a function, so that a call costs no reflection.
/// </summary>
/// <param name="trigger">What the trigger parameter receives: an <see cref="HttpRequest"/>, a <see cref="TimerInfo"/> or a <see cref="QueueMessage"/>.</param>
/// <returns>The method's result, where it has one.</returns>
public delegate ValueTask<IResult?> FunctionCall(
    IServiceProvider services,
    object trigger,
    CancellationToken cancellation
);

/// <summary>What a function's trigger parameter declares. Each kind of trigger is one record here and one folder beside.</summary>
public abstract record TriggerBinding(string ParameterName);

/// <param name="Route">Template below the host's prefix.</param>
/// <param name="Methods">Upper case; empty: every method.</param>
public sealed record HttpBinding(
    string ParameterName,
    string Route,
    IReadOnlyList<string> Methods,
    AuthorizationLevel AuthLevel
) : TriggerBinding(ParameterName);

/// <param name="Schedule">As declared: <c>%Setting:Name%</c> is not resolved yet.</param>
public sealed record TimerBinding(string ParameterName, string Schedule, bool UseMonitor, bool RunOnStartup)
    : TriggerBinding(ParameterName);

/// <param name="QueueName">As declared: <c>%Setting:Name%</c> is not resolved yet.</param>
/// <param name="Connection">The setting that tells where the queue is; null: the host's own storage.</param>
public sealed record QueueBinding(string ParameterName, string QueueName, string? Connection)
    : TriggerBinding(ParameterName);
