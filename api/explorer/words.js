"use strict";
// The interface in both languages. Names of classes and relations follow the ontology's labels.
const Words = (() => {
  const texts = {
    zh: {
      views: "视图", answersView: "问答", text: "原文", indicators: "指标", trace: "追溯", year: "年份", anyYear: "全部年份", basis: "依据", contents: "目录", export: "导出", print: "打印",
      whole: "阅读全文", documents: (n) => `文件 ${n}`, findDocument: "按标题、机关、地区查找", findIndicator: "查找指标", findTrace: "查找改革、项目、任务、机构",
      chooseIndicator: "选择一个指标，查看历年目标与完成情况。", chooseTrace: "选择一项改革、项目或任务，查看由谁负责。", noTrace: "没有文件写明由谁负责。", valueCount: (n) => `${n} 个值`,
      kind: "性质", value: "数值", level: "水平", compareWith: "与同名指标比较：", undated: (n) => `${n} 个值没有年份或数字，未画出，见下表。`, valuesOf: (name) => `${name}：全部数值`,
      conflict: (about) => `说法不一（${about}）`, fold: "收起邻居", pin: "固定位置", unpin: "取消固定", inGraph: "在图谱中查看", inChart: "历年数值", inTrace: "追溯责任主体",
      citation: (title, day, url) => `${title}。${url}（${day} 查阅）`, otherData: (made, now) => `这个链接来自数据版本 ${made}，现在的数据是 ${now}，内容可能不同。`,
      nothingToSave: "这个视图没有可导出的内容。", selectFirst: "请先选择一个事物或一条关系。", noClaim: "图谱里没有这条关系。",
      withheld: "标为有误而停用", backNext: "已撤销；下次构建后恢复。", mark: "标记", undo: "撤销", verdictRight: "正确", verdictWrong: "有误", verdictSame: "同一事物", yourName: "您的名字", why: "理由（可不填）", token: "口令", cancel: "取消",
      same: "与…相同", sameAs: (name) => `“${name}”与哪个是同一事物？`, addDocument: "添加自己的文件", addHint: (types, size) => `也可以把文件拖到页面上。${types}，不超过 ${size} MB。`, dropHere: "松开以添加文件",
      sending: (name) => `正在上传 ${name}…`, waiting: (name) => `${name}：等待处理…`, building: (name) => `正在阅读 ${name} 并建立图谱…`,
      wrongType: (name, types) => `${name}：不支持这种文件；可用 ${types}。`, tooLarge: (name, size) => `${name}：超过 ${size} MB。`,
      mode: "方式", ask: "提问", search: "检索", go: "开始", question: "问题或检索词",
      questionHint: "例如：哪些项目服务于绿色发展",
      ontology: "本体", results: "结果", graph: "图谱", detail: "详情", theme: "主题", status: "状态", document: "文件",
      nodes: "节点数", mainNodes: "主要节点", upTo: (n) => `至多 ${n} 个节点`, anyTheme: "全部主题", anyStatus: "全部状态", anyDocument: "全部文件", reset: "重置", list: "列表", picture: "图",
      classes: "类别", graphHint: "知识图谱；同样的内容可切换为列表阅读", close: "关闭", source: "原文",
      welcome: "从政策原文到可查证的图谱",
      welcomeText: "每个目标、改革、项目、机构和指标，每一条关系，都能回到原文的一句话。可以提问，可以检索，也可以直接点击图中的点和线。",
      tryThese: "试一试", nothing: "没有找到。", abstained: "图谱里没有这个问题的答案。", passages: (n) => `相关段落 ${n}`, answers: (n) => `${n} 个答案`,
      understood: "理解为", sparql: "查询语句", evidence: "原文依据", mentions: "提及", observations: "指标值", claims: "关系",
      aliases: (names) => `又称 ${names}`, comma: "、", expand: "展开邻居", hide: "从图中移除", pathFrom: "以此为路径起点",
      pathTo: (name) => `找到从“${name}”来的路径`, noPath: "两者之间没有路径。", pathStart: (name) => `路径起点：${name}。再选一个节点作为终点。`,
      openSource: "在原文中查看", confidence: "置信度", rule: "规则：", more: (n) => `另有 ${n} 条`, claimCount: (n) => `${n} 条依据`,
      offline: "这是离线文件：可以浏览和检索；提问需要运行 zhengce serve。", offlineAsk: "提问需要服务器：请运行 zhengce serve。下面是检索到的段落。",
      notInFile: "这个离线文件里没有它的详情。", failed: "出错了", loading: "请稍候…",
      shown: (n, m) => (n < m ? `显示关系最多的 ${n} 个节点，共 ${m} 个` : `显示全部 ${n} 个节点`), expanded: (n) => `图中有 ${n} 个节点`,
      empty: "按这些条件没有节点；可以点“重置”。", widthNote: "线越粗，依据越多", cite: "复制引用", copied: "已复制：",
      siteTitle: "政策图谱 Zhengce", dataVersion: (v, data) => `版本 ${v}，数据 ${data}`, growth: "增幅",
      Theme: "主题", Project: "项目", Programme: "行动计划", Reform: "改革", Task: "任务", Goal: "目标", Agency: "机构", Indicator: "指标", Place: "地点",
      serves: "服务于", responsibleBody: "责任主体", leadBody: "牵头", supportBody: "配合", operatingBody: "管理运行", establishes: "设立", partOf: "属于",
      locatedIn: "位于", measures: "衡量", hasStatus: "状态", completed: "已完成", ongoing: "进行中", planned: "计划中",
      stated: "明文", section: "所在章节", inferred: "推断", lead: "牵头", support: "配合", operate: "管理运行", actual: "实际", target: "目标", change: "增减",
      examples: [["ask", "哪些项目服务于绿色发展"], ["ask", "到2021年人均公园绿地面积的目标是多少"], ["ask", "哪些改革属于体制改革"], ["search", "污水管网"]],
    },
    en: {
      views: "Views", answersView: "Answers", text: "Text", indicators: "Indicators", trace: "Trace", year: "Year", anyYear: "All years", basis: "Basis", contents: "Contents", export: "Export", print: "Print",
      whole: "Whole text", documents: (n) => `Documents: ${n}`, findDocument: "Find by title, issuer or place", findIndicator: "Find an indicator", findTrace: "Find a reform, project, task or body",
      chooseIndicator: "Choose an indicator to see its targets and outcomes over the years.", chooseTrace: "Choose a reform, project or task to see who answers for it.", noTrace: "No document says who answers for it.", valueCount: (n) => (n === 1 ? "1 value" : `${n} values`),
      kind: "Kind", value: "Value", level: "level", compareWith: "Compare with the same indicator of:", undated: (n) => `${n} without a year or a number are not drawn; see the table.`, valuesOf: (name) => `${name}: all values`,
      conflict: (about) => `Sources disagree (${about})`, fold: "Collapse", pin: "Pin", unpin: "Unpin", inGraph: "Show in the graph", inChart: "Values over years", inTrace: "Who answers for it",
      citation: (title, day, url) => `${title}. ${url} (accessed ${day})`, otherData: (made, now) => `This link was made from data ${made}; the data now are ${now} and may differ.`,
      nothingToSave: "This view has nothing to export.", selectFirst: "Select a thing or a relation first.", noClaim: "The graph has no such relation.",
      withheld: "Withheld: marked as wrong", backNext: "Undone; the next build brings it back.", mark: "Mark", undo: "Undo", verdictRight: "right", verdictWrong: "wrong", verdictSame: "same thing", yourName: "Your name", why: "Why (optional)", token: "Token", cancel: "Cancel",
      same: "Same as…", sameAs: (name) => `Which is the same thing as “${name}”?`, addDocument: "Add your own document", addHint: (types, size) => `Or drop a file on the page. ${types}, up to ${size} MB.`, dropHere: "Drop to add the file",
      sending: (name) => `Sending ${name}…`, waiting: (name) => `${name} is waiting…`, building: (name) => `Reading ${name} and building its graph…`,
      wrongType: (name, types) => `${name}: this type cannot be read; use ${types}.`, tooLarge: (name, size) => `${name}: larger than ${size} MB.`,
      mode: "Mode", ask: "Ask", search: "Search", go: "Go", question: "Question or words to search",
      questionHint: "e.g. which projects serve green development",
      ontology: "Ontology", results: "Results", graph: "Graph", detail: "Detail", theme: "Theme", status: "Status", document: "Document",
      nodes: "Nodes", mainNodes: "Main nodes", upTo: (n) => `Up to ${n} nodes`, anyTheme: "All themes", anyStatus: "Any status", anyDocument: "All documents", reset: "Reset", list: "List", picture: "Graph",
      classes: "Classes", graphHint: "Knowledge graph; the same can be read as a list", close: "Close", source: "Source text",
      welcome: "From policy text to a graph you can check",
      welcomeText: "Every goal, reform, project, agency and indicator, and every relation between them, leads back to a sentence of the source. Ask, search, or click the nodes and edges of the graph.",
      tryThese: "Try these", nothing: "Nothing found.", abstained: "The graph holds no answer to this question.", passages: (n) => `Passages: ${n}`, answers: (n) => (n === 1 ? "1 answer" : `${n} answers`),
      understood: "Understood as", sparql: "Query", evidence: "Evidence", mentions: "Mentions", observations: "Values", claims: "Relations",
      aliases: (names) => `Also called ${names}`, comma: ", ", expand: "Expand neighbours", hide: "Hide", pathFrom: "Start a path here",
      pathTo: (name) => `Path from “${name}”`, noPath: "No path between the two.", pathStart: (name) => `Path starts at ${name}. Select the node where it should end.`,
      openSource: "Show in the source", confidence: "Confidence", rule: "Rule: ", more: (n) => `and ${n} more`, claimCount: (n) => (n === 1 ? "1 claim" : `${n} claims`),
      offline: "An offline file: browse and search; asking needs zhengce serve.", offlineAsk: "Asking needs the server: run zhengce serve. Below are passages found by search.",
      notInFile: "This offline file does not hold its details.", failed: "Something went wrong", loading: "One moment…",
      shown: (n, m) => (n < m ? `The ${n} best linked of ${m} nodes` : `All ${n} nodes`), expanded: (n) => `${n} nodes in the graph`,
      empty: "No nodes meet these conditions; Reset shows all.", widthNote: "wider: more claims", cite: "Copy citation", copied: "Copied:",
      siteTitle: "Zhengce policy graph 政策", dataVersion: (v, data) => `version ${v}, data ${data}`, growth: "growth",
      Theme: "Theme", Project: "Project", Programme: "Programme", Reform: "Reform", Task: "Task", Goal: "Goal", Agency: "Agency", Indicator: "Indicator", Place: "Place",
      serves: "serves", responsibleBody: "responsible body", leadBody: "led by", supportBody: "supported by", operatingBody: "operated by", establishes: "establishes", partOf: "part of",
      locatedIn: "located in", measures: "measures", hasStatus: "status", completed: "completed", ongoing: "ongoing", planned: "planned",
      stated: "stated", section: "by section", inferred: "inferred", lead: "lead", support: "support", operate: "operates", actual: "actual", target: "target", change: "change",
      examples: [["ask", "which projects serve green development"], ["ask", "what is the target for 人均公园绿地面积 by 2021"], ["ask", "which reforms serve institutional reform"], ["search", "sewage treatment"]],
    },
  };
  let language = "zh";

  function text(key, ...values) {
    const found = texts[language][key];
    return typeof found === "function" ? found(...values) : found ?? key;
  }

  // Labels may be thousands of characters long and may turn the direction of the text around them.
  function short(label, length) {
    const points = Array.from(label.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cc}]+/gu, " ").trim());
    return points.length > length ? points.slice(0, length).join("") + "…" : points.join("");
  }

  const has = (key) => Object.hasOwn(texts[language], key);

  function use(next) {
    language = texts[next] ? next : "zh";
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    for (const node of document.querySelectorAll("[data-i18n]")) node.textContent = text(node.dataset.i18n);
    for (const node of document.querySelectorAll("[data-i18n-label]")) node.setAttribute("aria-label", text(node.dataset.i18nLabel));
    for (const node of document.querySelectorAll("[data-i18n-placeholder]")) node.placeholder = text(node.dataset.i18nPlaceholder);
    document.getElementById("language").textContent = language === "zh" ? "English" : "中文";
  }

  return { text, use, short, has, texts, get language() { return language; } };
})();
