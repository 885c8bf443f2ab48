using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Local.Host;

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
