"""The commands of zhengce, by family. Each reads its words, calls one function and shows what that returns."""
